// One quote in several articles: its wordings, and which words differ.

import {counted, el, number, replace} from "./dom.js";
import {address, addressOf, addressWith} from "./address.js";
import {source} from "./source.js";

const PAGE = 20;

export async function showClusters(main) {
  const offset = Number(address().offset ?? 0) || 0;
  const {total, clusters} = await source.clusters(offset);
  const page = (to, label) => el("a", {href: addressWith({offset: to || ""}), "data-inside": true}, label);
  replace(
    main,
    el(
      "div",
      {class: "clusters"},
      el("p", {class: "quiet"}, total ? `${counted(total, "quote is", "quotes are")} in several articles; those in most articles come first. Words that differ from the longest wording are marked.` : "No quote stands in several articles."),
      clusters.map(showCluster),
      el("nav", {class: "pages", "aria-label": "Pages"}, offset ? page(offset - PAGE, "Before") : null, offset + PAGE < total ? page(offset + PAGE, "Next") : null),
    ),
  );
}

function showCluster(cluster) {
  const quote = (member) => addressOf({view: "review", status: "all", order: "text", article: member.article, quote: member.attribution});
  const others = cluster.versions.filter((version) => version.text !== cluster.text);
  return el(
    "section",
    {class: "cluster"},
    el("blockquote", {}, cluster.text),
    el("p", {class: "meta"}, [counted(cluster.articles, "article", "articles"), cluster.independent < cluster.articles ? `${number(cluster.independent)} without copies` : null,
      cluster.outlets.length ? counted(cluster.outlets.length, "outlet", "outlets") : null, cluster.first.date ? `first on ${cluster.first.date}` : null,
      cluster.speakers.map((one) => one.value).join(", ")].filter(Boolean).join(" · ")),
    others.length ? el("ul", {class: "versions"}, others.map((version) =>
      el("li", {}, marked(cluster.text, version.text), el("span", {class: "quiet"}, ` ${counted(version.members, "time", "times")}`)))) : null,
    el("details", {}, el("summary", {}, "Where it was printed"),
      el("div", {class: "scroll"}, el("table", {},
        el("thead", {}, el("tr", {}, ["Date", "Outlet", "Speaker", "Kind", "Article"].map((head) => el("th", {scope: "col"}, head)))),
        el("tbody", {}, cluster.members.map((member) => el("tr", {},
          el("td", {}, member.date ?? "–"), el("td", {}, member.outlet ?? "–"), el("td", {}, member.speaker ?? "–"), el("td", {}, member.kind),
          el("td", {}, el("a", {href: quote(member), "data-inside": true}, member.article)))))))),
  );
}

// The longest words that are left out, and the most words that are compared.
const TOLD = 8;
const WORDS = 400;

// A version with the words that the longest one does not have, and those that it
// leaves out.
function marked(longest, version) {
  const [from, to] = [longest, version].map((text) => text.split(/\s+/).filter(Boolean));
  if (from.length > WORDS || to.length > WORDS) return el("span", {}, version);
  const plain = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const same = (i, j) => plain(from[i]) === plain(to[j]);
  // How many words the rests have in common, from the end.
  const common = Array.from({length: from.length + 1}, () => new Uint16Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      common[i][j] = same(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const pieces = [];
  const add = (kind, word) => (pieces.at(-1)?.kind === kind ? pieces.at(-1).words.push(word) : pieces.push({kind, words: [word]}));
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && same(i, j)) {
      add("same", to[j]);
      [i, j] = [i + 1, j + 1];
    } else if (j < to.length && (i === from.length || common[i][j + 1] >= common[i + 1][j])) add("ins", to[j++]);
    else add("del", from[i++]);
  }
  return el("span", {}, pieces.flatMap(({kind, words}) => {
    const text = words.join(" ");
    if (kind === "same") return [text, " "];
    const note = kind === "ins" ? "here: " : "left out: ";
    return [el(kind, {}, el("span", {class: "unseen"}, note), kind === "del" && words.length > TOLD ? "[…]" : text), " "];
  }));
}
