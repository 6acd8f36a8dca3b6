"use strict";
// The drafts on the left with their findings marked; beside them what a source has.

const drafts = JSON.parse(document.getElementById("data").textContent);
const all = drafts.flatMap((draft) => draft.findings);
let current = -1;

/** An element with attributes and children; texts stay texts. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The pieces of a text between marks: [[start, end, name], …] in code points, in order. */
function marked(text, first, marks) {
  const points = Array.from(text);
  const pieces = [];
  let at = 0;
  for (const [start, end, name] of marks.sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start - first, at), to = Math.min(end - first, points.length);
    if (to <= from) continue;
    pieces.push(points.slice(at, from).join(""), element(name, {}, points.slice(from, to).join("")));
    at = to;
  }
  pieces.push(points.slice(at).join(""));
  return pieces;
}

function words(name) {
  return name.replaceAll("_", " ");
}

/** A draft with its findings; of two that overlap, the first is marked. */
function drawDraft(draft) {
  const points = Array.from(draft.text);
  const pieces = [];
  let at = 0;
  for (const finding of draft.findings) {
    const number = all.indexOf(finding);
    for (const [start, end] of finding.spans) {
      if (start < at) continue;
      const changes = finding.changes.filter((change) => change.draft_span);
      const marks = changes.map((change) => [...change.draft_span, "em"]);
      const mark = element("mark", { id: `f${number}-${start}`, class: finding.fine ? "fine" : "wrong", "data-number": number, title: words(finding.verdict), tabindex: "0" },
        ...marked(points.slice(start, end).join(""), start, marks));
      pieces.push(points.slice(at, start).join(""), mark);
      at = end;
    }
  }
  pieces.push(points.slice(at).join(""));
  return [element("h2", {}, draft.path), element("div", { class: "text" }, ...pieces)];
}

function drawPassage(finding, passage, number) {
  const marks = finding.changes.filter((c) => c.passage === number && c.source_span).map((c) => [...c.source_span, "em"]);
  marks.push(...finding.left_out.filter((l) => l.passage === number).map((l) => [...l.span, "del"]));
  if (marks.length === 0) marks.push([...passage.span, "ins"]);
  const who = passage.speaker ?? (passage.kind ? "somebody who is not named" : "the article itself");
  const place = [passage.outlet, passage.date, passage.title, passage.path].filter(Boolean).join(" · ");
  const role = passage.role ? `, ${passage.role}` : "";
  return [
    element("p", {}, finding.verdict === "not_found" ? "Nearest: " : "Source: ", element("strong", {}, who), role, passage.negated ? ", who denies it" : ""),
    element("p", { class: "quiet" }, place),
    element("blockquote", {}, ...marked(passage.context, passage.context_span[0], marks)),
  ];
}

function show(number) {
  const finding = all[number];
  if (!finding) return;
  current = number;
  document.querySelectorAll("mark[aria-current]").forEach((mark) => mark.removeAttribute("aria-current"));
  const own = document.querySelectorAll(`mark[data-number="${number}"]`);
  own.forEach((mark) => mark.setAttribute("aria-current", "true"));
  own[0]?.scrollIntoView({ block: "nearest" });
  const kinds = [...finding.changes, ...finding.left_out].map((change) => change.kind ?? "left out");
  document.getElementById("source").replaceChildren(
    element("p", { class: finding.fine ? "verdict" : "verdict wrong" }, [words(finding.verdict), ...new Set(kinds)].join(" · ")),
    element("p", {}, "Draft: ", element("strong", {}, finding.speaker ?? (finding.kind === "statement" ? "the draft itself" : "nobody named"))),
    element("blockquote", {}, finding.text),
    ...finding.passages.flatMap((passage, at) => drawPassage(finding, passage, at)),
  );
}

/** The next finding in a direction, of those that are shown. */
function step(by) {
  const few = document.body.classList.contains("few");
  let next = current + by;
  while (all[next] && few && all[next].fine) next += by;
  show(next);
}

const wrong = all.filter((finding) => !finding.fine).length;
document.getElementById("summary").textContent = `${all.length} findings, ${wrong} to look at`;
document.getElementById("draft").replaceChildren(...drafts.flatMap(drawDraft));
document.body.classList.toggle("few", wrong > 0);
document.getElementById("draft").addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (mark) show(Number(mark.dataset.number));
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
  if (event.key === "a") document.body.classList.toggle("few");
  if (event.key === "Enter" && event.target.dataset?.number) show(Number(event.target.dataset.number));
});
step(1);
