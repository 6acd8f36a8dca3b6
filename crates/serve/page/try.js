// Sends the article to /extract, and shows each quote in its sentence. Words get into the
// page as text only: nothing that an article says is ever read as markup.

const byId = (id) => document.getElementById(id);

function el(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

byId("curl").textContent =
  `curl -H 'Content-Type: text/plain' --data-binary @article.txt ${location.origin}/extract`;

byId("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const headers = {"Content-Type": "text/plain"};
  if (byId("token").value) headers.Authorization = `Bearer ${byId("token").value}`;
  const button = event.submitter ?? byId("form").querySelector("button");
  button.disabled = true;
  try {
    const response = await fetch("/extract?offsets=utf16", {method: "POST", headers, body: byId("text").value});
    const answer = await response.json();
    if (response.status === 401) byId("ask-token").hidden = false;
    if (!response.ok) throw new Error(answer.detail);
    byId("trouble").hidden = true;
    show(answer);
  } catch (error) {
    byId("result").hidden = true;
    byId("trouble").hidden = false;
    byId("trouble").textContent = error instanceof TypeError ? "The server does not answer." : error.message;
  } finally {
    button.disabled = false;
  }
});

function show(answer) {
  const [article] = answer.articles;
  byId("quotes").replaceChildren(...answer.attributions.map((quote) => shown(article, quote)));
  if (!answer.attributions.length) byId("quotes").append(el("li", {className: "quiet"}, "Nobody is reported to have said anything."));
  byId("json").textContent = JSON.stringify(answer, null, 1);
  byId("result").hidden = false;
}

function shown(article, quote) {
  const speaker = quote.speaker;
  const facts = [
    quote.kind, quote.act, quote.negated && "denied", quote.nested && "inside another",
    `${Math.round(quote.confidence * 100)} % sure`, quote.found_by,
  ];
  return el("li", {},
    el("p", {className: "speaker"},
      el("strong", {}, speaker?.name ?? "nobody named"),
      speaker?.role ? `, ${speaker.role}` : ""),
    el("blockquote", {}, ...marked(article.text, quote)),
    el("p", {className: "quiet"}, facts.filter(Boolean).join(" · ")));
}

// The text from the first to the last part of a quote, with its parts marked.
function marked(text, quote) {
  const parts = [];
  for (const name of ["content", "cue", "source"])
    for (const [start, end] of quote[name]?.spans ?? []) parts.push({name, start, end});
  parts.sort((a, b) => a.start - b.start);
  // The source of a quotation that continues may be far away.
  const inside = parts.filter((part) => part.name !== "source" || quote.cue);
  const start = Math.min(quote.sentence.span[0], inside[0].start);
  const end = Math.max(quote.sentence.span[1], ...inside.map((part) => part.end));
  const pieces = [];
  let at = start;
  for (const part of inside) {
    if (part.start < at) continue;
    pieces.push(text.slice(at, part.start), el("span", {className: part.name}, text.slice(part.start, part.end)));
    at = part.end;
  }
  pieces.push(text.slice(at, Math.max(at, end)));
  return pieces;
}
