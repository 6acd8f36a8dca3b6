// The queue: what is to be looked at, by which filters, in which order.

import {counted, el, key, number, percent} from "./dom.js";
import {FILTERS, address, addressOf, go} from "./address.js";
import {source} from "./source.js";
import {sign, statusName} from "./article.js";

const QUEUES = [
  ["A fair sample", {status: "undecided", order: "random"}],
  ["Least sure first", {status: "undecided", order: "unsure"}],
  ["Article by article", {status: "undecided", order: "text"}],
  ["Flagged", {status: "flagged", order: "text"}],
  ["Decided", {status: "decided", order: "text"}],
];

const OPTIONS = {
  status: [["undecided", "undecided"], ["all", "all"], ["decided", "decided"], ["accepted", "accepted"], ["rejected", "rejected"], ["fixed", "corrected"], ["skipped", "left for later"], ["flagged", "flagged"]],
  order: [["random", "a fair sample"], ["unsure", "least sure first"], ["sure", "surest first"], ["text", "article by article"], ["date", "by date"]],
  kind: [["", "any kind"], ["direct", "direct"], ["mixed", "mixed"], ["indirect", "indirect"]],
  act: [["", "any act"], ["speech", "speech"], ["writing", "writing"], ["evidence", "evidence"], ["attitude", "attitude"]],
  source: [["", "any source"], ["person", "person"], ["organization", "organisation"], ["group", "group"], ["document", "document"], ["unnamed", "unnamed"], ["unresolved", "left open"], ["nobody", "nobody"]],
};

// What the filters offer is asked once, and again when all files have been read.
let choices = {speakers: [], outlets: [], corpora: [], rules: []};
export async function loadChoices() {
  choices = await source.choices();
}

export const isFiltered = (now) => FILTERS.some((name) => name !== "status" && now[name]);

// The form of filters; `short` leaves out what matters only while deciding.
export function showFilters({short, open, ontoggle}) {
  const now = address();
  const change = (event) => go({[event.target.name]: event.target.value, quote: "", offset: ""});
  const select = (name, label, options) =>
    el("label", {}, el("span", {}, label), el("select", {name, onchange: change}, options.map(([value, text]) => el("option", {value, selected: (now[name] ?? "") === value}, text))));
  const names = (name, label, any, list) => {
    const known = list.map((one) => [one.name, `${one.name} (${number(one.count)})`]);
    if (now[name] && !list.some((one) => one.name === now[name])) known.unshift([now[name], now[name]]);
    return list.length > 1 || now[name] ? select(name, label, [["", any], ...known]) : null;
  };
  const typed = (name, label, properties) =>
    el("label", {}, el("span", {}, label), el("input", {name, value: now[name] ?? "", onchange: change, autocomplete: "off", ...properties}));
  const more = [
    typed("speaker", "Speaker", {list: "speakers", placeholder: "anybody"}),
    el("datalist", {id: "speakers"}, choices.speakers.map((one) => el("option", {value: one.name}, number(one.count)))),
    names("outlet", "Outlet", "any outlet", choices.outlets),
    select("kind", "Kind", OPTIONS.kind),
    select("act", "Act", OPTIONS.act),
    select("source", "Source", OPTIONS.source),
    names("corpus", "Corpus", "any corpus", choices.corpora),
    names("rule", "Found by", "any rule", choices.rules),
    typed("from", "From", {placeholder: "2024, 2024-05 or -01"}),
    typed("to", "To", {placeholder: "the last day"}),
    now.article ? typed("article", "Article") : null,
  ];
  const set = FILTERS.filter((name) => !["status", "q", "article"].includes(name) && now[name]).length;
  return el(
    "form",
    {class: "filters", role: "search", onsubmit: (event) => { event.preventDefault(); document.activeElement?.blur(); }},
    el("label", {class: "search"}, el("span", {class: "unseen"}, "Words in quotes, sources and names"),
      el("input", {name: "q", type: "search", value: now.q ?? "", placeholder: "Search quotes and names", onchange: change, "aria-keyshortcuts": "/"}), key("/")),
    short ? null : el("div", {class: "pair"}, select("status", "Show", OPTIONS.status), select("order", "Order", OPTIONS.order)),
    el("details", {class: "more", open: open || set > 0, ontoggle: (event) => ontoggle?.(event.target.open)},
      el("summary", {}, set ? `Filters (${set})` : "Filters"), el("div", {class: "grid"}, more)),
    isFiltered(now) ? el("a", {href: addressOf({view: now.view, status: now.status, order: now.order}), "data-inside": true, class: "clear"}, "Clear all filters") : null,
  );
}

export function showQueues() {
  const now = address();
  return el("nav", {class: "queues", "aria-label": "Queues"}, QUEUES.map(([label, query]) =>
    el("a", {
      href: addressOf(query), "data-inside": true,
      "aria-current": now.status === query.status && now.order === query.order && !isFiltered(now) && "page",
    }, label)));
}

// The list itself: what has been loaded of it, and how much there is.
export function showList({list, position, choose, more}) {
  if (list.total === 0 && list.items.length === 0) {
    return el("p", {class: "empty"}, list.complete ? (list.all ? `Nothing is left here: all ${counted(list.all, "quote", "quotes")} of this view have another status.` : "No quote is like this.") : "Reading …");
  }
  return [
    el("p", {class: "counts"}, `${counted(list.total, "quote", "quotes")} · ${number(list.decided)} of ${number(list.all)} decided${list.complete ? "" : " so far"}`),
    el("ol", {class: "items"}, list.items.map((item, i) =>
      el("li", {}, el(
        "button",
        {type: "button", class: `item ${item.status}`, "aria-current": i === position && "true", onclick: () => choose(i)},
        el("span", {class: "snippet"}, item.content),
        el("span", {class: "meta"},
          el("span", {class: "state", "aria-label": statusName(item.status)}, sign(item.status)),
          item.flagged ? el("span", {"aria-label": "flagged"}, "⚑") : null,
          el("span", {title: [item.outlet, item.title].filter(Boolean).join(": ")}, [item.speaker ?? item.source ?? "nobody", item.outlet].filter(Boolean).join(" · ")),
          el("span", {class: "percent"}, percent(item.confidence, 1))),
      )))),
    list.items.length < list.total ? el("button", {type: "button", class: "wide", onclick: more}, "More") : null,
  ];
}
