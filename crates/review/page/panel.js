// The one quote that is looked at: its parts, what can be decided, and why the
// program thought so.

import {button, counted, el, key, percent} from "./dom.js";
import {statusName} from "./article.js";

const LINKED = {
  name: "The source gives the speaker's name.",
  surname: "The source gives a surname, or a part of the name of somebody named in full elsewhere.",
  acronym: "The source is a short form of an organisation named elsewhere.",
  pronoun: "The source is a pronoun, followed back to the likeliest speaker.",
  description: "The source describes somebody, or has no name.",
  continuation: "The quote has no source of its own: the speaker before continues.",
};

const FIELDS = [
  ["content", "Content", "c"],
  ["cue", "Cue", "v"],
  ["source", "Source", "s"],
];

export function showPanel({article, quote, number, draft, isNew, picking, actions, why, rest, readOnly}) {
  const shown = draft ?? quote.now;
  const changed = (part) => draft && !isNew && JSON.stringify(draft[part]) !== JSON.stringify(quote.now[part]);
  // On small screens only what is needed to decide is shown until more is asked for.
  const inRest = (nodes) => el("div", {class: `rest ${rest || draft || picking ? "open" : ""}`}, nodes);
  const words = (spans) => spans.map(([start, end]) => article.text.slice(start, end)).join(" … ");
  const part = ([name, label, shortcut]) => {
    const text = words(shown[name]);
    const value = el("span", {class: `value ${text ? name : "none"}`}, text || "none");
    return el(
      "div",
      {class: `part ${changed(name) ? "changed" : ""}`},
      readOnly
        ? el("span", {class: "label"}, label)
        : button(label, shortcut, () => actions.part(name), {class: "label", title: `Select text and press ${shortcut} to make it the ${name}; or press ${shortcut} and use the arrow keys`}),
      value,
    );
  };
  return [
    el(
      "header",
      {class: "panel-head"},
      el("h2", {}, isNew ? "A quote that was missed" : `Quote ${number + 1}`, isNew ? null : el("span", {class: "quiet"}, ` of ${article.quotes.length}`)),
      isNew ? null : el("span", {class: `badge ${quote.status}`}, statusName(quote.status)),
      quote?.flagged ? el("span", {class: "badge flag"}, `⚑ ${quote.flagged.who}`) : null,
      quote?.found
        ? el("span", {class: "sure", title: "How likely content and source are right, the program thinks"},
            el("meter", {min: 0, max: 1, value: quote.found.confidence, "aria-label": "Confidence"}), percent(quote.found.confidence, 1))
        : null,
    ),
    el("p", {class: "where", title: article.title ?? article.id}, el("b", {}, [article.outlet ?? article.corpus, article.date].filter(Boolean).join(", ")), ` ${article.title ?? article.id}`),
    el(
      "div",
      {class: `part speaker ${changed("speaker") ? "changed" : ""}`},
      readOnly ? el("span", {class: "label"}, "Who") : button("Who", "w", actions.speaker, {class: "label", title: "Say who it was"}),
      el("span", {class: `value ${shown.speaker ? "" : "none"}`}, shown.speaker ?? "nobody is named"),
    ),
    part(FIELDS[0]),
    inRest(FIELDS.slice(1).map(part)),
    picking ? showPicking(picking) : readOnly ? null : showActions(quote, draft, isNew, actions, rest, inRest),
    inRest((quote?.notes ?? []).map((note) => el("p", {class: "note"}, el("b", {}, note.who), ` ${note.text}`))),
    quote && !isNew ? inRest(showWhy(article, quote, why, actions)) : null,
  ];
}

function showPicking(picking) {
  return el(
    "div",
    {class: "picking-help"},
    el("p", {}, `Choose the ${picking.part}: select it in the text.`),
    el(
      "ul",
      {},
      el("li", {}, key("←"), key("→"), " its end, word by word"),
      el("li", {}, key("Shift"), " with them: its beginning"),
      el("li", {}, key("↑"), key("↓"), " all of it to the word before or after"),
      el("li", {}, key("Enter"), " take it  ", key("Del"), " none  ", key("Esc"), " leave it"),
    ),
  );
}

const VOUCHES = "Accept vouches for all that is marked: it is a quote or claim, what was said, by which words, and who said it.";

function showActions(quote, draft, isNew, actions, rest, inRest) {
  if (draft) {
    return el(
      "div",
      {class: "actions"},
      button(isNew ? "Add it" : "Save the correction", "Enter", actions.save, {class: "primary", "aria-keyshortcuts": "Enter"}),
      button("Drop it", "Esc", actions.drop),
    );
  }
  return [
    el(
      "div",
      {class: "actions"},
      button("Accept", "a", actions.accept, {class: "primary", title: VOUCHES}),
      button("Reject", "x", actions.reject, {class: "danger", title: "It is no quote or claim"}),
      button("Later", "l", actions.skip),
      button("Undo", "u", actions.undo),
      button(rest ? "Less" : "More", null, actions.rest, {class: "small-screens", "aria-expanded": rest ? "true" : "false"}),
    ),
    inRest([
      el("p", {class: "quiet vouches"}, VOUCHES),
      el(
        "div",
        {class: "actions more"},
        button(quote.flagged ? "Flagged" : "Flag", "f", actions.flag, {disabled: Boolean(quote.flagged)}),
        button("Comment", "n", actions.comment),
        button("Add a missed quote", "m", actions.missed),
      ),
    ]),
  ];
}

function showWhy(article, quote, open, actions) {
  const {found, details, decided} = quote;
  const row = (name, ...value) => (value[0] ? [el("dt", {}, name), el("dd", {}, value)] : []);
  const list = found
    ? el(
        "dl",
        {},
        row("Found by", found.found_by),
        row("Confidence", `${percent(found.confidence, 1)}: of quotes it is this sure of, about ${Math.round(found.confidence * 100)} in 100 have content and source right.`),
        row("Kind", `${found.kind} ${details.act}${details.negated ? ", which the text denies" : ""}`),
        row("Who", details.resolved_by ? `${quote.was.speaker}${details.role ? `, ${details.role}` : ""} (${details.speaker_type})` : null),
        row("Linked", details.resolved_by ? `${LINKED[details.resolved_by]} ${percent(details.speaker_confidence, 1)} sure.` : null),
        row("To", details.addressee),
        row("Through", details.medium),
        row("When", details.when ? `${details.when}${details.date ? ` (${details.date})` : ""}` : null),
        row("As found", quote.status === "fixed" ? quote.was.content.map(([start, end]) => article.text.slice(start, end)).join(" … ") : null),
      )
    : el("p", {}, quote.status === "added" ? "A person added it: the program does not find it." : "The program does not find it now.");
  return el(
    "details",
    {class: "why", open, ontoggle: (event) => actions.why(event.target.open)},
    el("summary", {}, "Why", key("i")),
    list,
    decided ? el("p", {class: "quiet"}, `${statusName(quote.status)} by ${decided.who}, ${decided.when.slice(0, 16).replace("T", " ")} UTC`) : null,
  );
}

// Asks who said it: the people of the article, or a name that is typed.
export function askSpeaker({article, name, whole, wholeOnly, done}) {
  const people = [...new Set(article.quotes.map((quote) => quote.now.speaker).filter(Boolean))].filter((person) => person !== name);
  const same = article.quotes.filter((quote) => quote.now.speaker === name && quote.status !== "rejected").length;
  const input = el("input", {id: "speaker-name", type: "text", autocomplete: "off", value: wholeOnly ? name : "", placeholder: "A name or a description"});
  const everywhere = el("input", {id: "speaker-whole", type: "checkbox", checked: whole});
  const dialog = el(
    "dialog",
    {class: "ask", "aria-labelledby": "speaker-title", onclose: () => dialog.remove()},
    el("form", {
      method: "dialog",
      onsubmit: (event) => {
        event.preventDefault();
        finish(input.value.trim());
      },
    },
      el("h2", {id: "speaker-title"}, wholeOnly ? `Who is “${name}”?` : "Who said it?"),
      people.length ? el("div", {class: "chips", role: "group", "aria-label": "People of the article"}, people.map((person, i) =>
        el("button", {type: "button", class: "chip", onclick: () => finish(person)}, i < 9 ? el("kbd", {"aria-hidden": "true"}, i + 1) : null, person))) : null,
      el("label", {for: "speaker-name"}, "Somebody else"),
      input,
      name && !wholeOnly && same > 1
        ? el("p", {}, el("label", {class: "check"}, everywhere, ` in the whole article: ${counted(same, "quote", "quotes")} of “${name}”`))
        : null,
      el("div", {class: "actions"},
        el("button", {type: "submit", class: "primary"}, "That is who", key("Enter")),
        wholeOnly ? null : button("Nobody is named", null, () => finish(null)),
        button("Leave it", "Esc", () => dialog.close())),
    ),
  );
  const finish = (person) => {
    if (person === "") return;
    const all = wholeOnly || (everywhere.checked && same > 1);
    dialog.close();
    done(person, all);
  };
  dialog.addEventListener("keydown", (event) => {
    const person = people[Number(event.key) - 1];
    // Digits choose while nothing is typed.
    if (person && (event.target !== input || input.value === "")) {
      event.preventDefault();
      finish(person);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
}

// Asks for a line of text.
export function askText({title, label, done}) {
  const input = el("textarea", {id: "ask-text", rows: 3});
  const dialog = el(
    "dialog",
    {class: "ask", "aria-labelledby": "ask-title", onclose: () => dialog.remove()},
    el("form", {
      method: "dialog",
      onsubmit: (event) => {
        event.preventDefault();
        if (!input.value.trim()) return;
        dialog.close();
        done(input.value.trim());
      },
    },
      el("h2", {id: "ask-title"}, title),
      el("label", {for: "ask-text"}, label),
      input,
      el("div", {class: "actions"}, el("button", {type: "submit", class: "primary"}, "Store it", key("Ctrl Enter")), button("Leave it", "Esc", () => dialog.close())),
    ),
  );
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.querySelector("form").requestSubmit();
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
}
