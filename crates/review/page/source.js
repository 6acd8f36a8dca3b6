// Where quotes come from and decisions go: the server, or in a report the data in
// the file itself. All offsets are those of JavaScript's strings.

const data = document.getElementById("data");

// A report can be read, not changed.
export const report = data ? JSON.parse(data.textContent) : null;

let token = document.querySelector('meta[name="token"]').content;

async function ask(path, query) {
  const text = new URLSearchParams(query).toString();
  let response;
  try {
    response = await fetch(`/api/${path}${text ? `?${text}` : ""}`);
  } catch {
    throw new Error("The program does not answer. Start sayso review again; nothing that was stored is lost.");
  }
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function send(decision) {
  const options = () => ({
    method: "POST",
    headers: {"content-type": "application/json", "x-sayso-token": token},
    body: JSON.stringify(decision),
  });
  let response;
  try {
    response = await fetch("/api/decisions", options());
    if (response.status === 403) {
      // The program was started again and has another token.
      const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
      token = page.querySelector('meta[name="token"]').content;
      response = await fetch("/api/decisions", options());
    }
  } catch {
    throw new Error("Not stored: the program does not answer. Start sayso review again and repeat it.");
  }
  if (!response.ok) throw new Error(`Not stored: ${await response.text()}`);
  return response.json();
}

const server = {
  state: (since) => ask("state", {since}),
  choices: () => ask("choices"),
  quotes: (query) => ask("quotes", query),
  tallies: (query) => ask("tallies", query),
  clusters: (offset) => ask("clusters", {offset}),
  article: (id) => ask("article", {id}),
  decide: send,
};

// The same, of what is in the file.

const words = (text, spans) => spans.map(([start, end]) => text.slice(start, end)).join(" ");

const listed = report?.articles.flatMap((article) =>
  article.quotes
    .filter((quote) => quote.found)
    .map((quote) => ({
      row: quote.row,
      id: quote.details.id,
      article: article.id,
      title: article.title,
      outlet: article.outlet,
      date: article.date,
      corpus: article.corpus,
      kind: quote.found.kind,
      act: quote.details.act,
      confidence: quote.found.confidence,
      found_by: quote.found.found_by,
      content: words(article.text, quote.was.content),
      source: words(article.text, quote.was.source) || null,
      cue: words(article.text, quote.was.cue) || null,
      speaker: quote.was.speaker,
      speaker_id: quote.details.speaker_id,
      pronoun: quote.details.referred_to_as ?? "unknown",
      authority: quote.details.authority,
      sourceType: quote.details.speaker_type ?? (quote.was.source.length ? "unresolved" : "nobody"),
      status: quote.status,
      flagged: Boolean(quote.flagged),
    })),
);

const decided = (quote) => ["accepted", "rejected", "fixed"].includes(quote.status);

function passing(query) {
  const wanted = query.q?.toLowerCase().split(/\s+/).join(" ");
  const is = (value, filter) => !filter || value === filter;
  return listed.filter(
    (quote) =>
      is(quote.speaker, query.speaker) &&
      is(quote.outlet, query.outlet) &&
      is(quote.corpus, query.corpus) &&
      is(quote.kind, query.kind) &&
      is(quote.act, query.act) &&
      is(quote.found_by, query.rule) &&
      is(quote.article, query.article) &&
      is(quote.sourceType, query.source) &&
      (!query.from || (quote.date ?? "") >= query.from) &&
      (!query.to || (quote.date && quote.date.slice(0, query.to.length) <= query.to)) &&
      (!wanted || [quote.content, quote.source, quote.speaker].some((text) => text?.toLowerCase().replace(/\s+/g, " ").includes(wanted))),
  );
}

function hasStatus(quote, status) {
  if (!status || status === "all") return true;
  if (status === "decided") return decided(quote);
  return status === "flagged" ? quote.flagged : quote.status === status;
}

const ORDERS = {
  unsure: (a, b) => a.confidence - b.confidence,
  sure: (a, b) => b.confidence - a.confidence,
  date: (a, b) => (a.date ?? "").localeCompare(b.date ?? ""),
};

function most(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({name, count})).sort((a, b) => b.count - a.count);
}

const KINDS = ["direct", "mixed", "indirect"];
const SOURCES = ["person", "organization", "group", "document", "unnamed", "unresolved", "nobody"];

function rows(quotes, name) {
  const groups = new Map();
  for (const quote of quotes) {
    const group = name(quote);
    if (!groups.has(group)) groups.set(group, {name: group, kinds: [0, 0, 0], unnamed: 0, known: 0});
    const row = groups.get(group);
    row.kinds[KINDS.indexOf(quote.kind)] += 1;
    row.unnamed += quote.sourceType === "unnamed" ? 1 : 0;
    row.known += SOURCES.indexOf(quote.sourceType) < 5 ? 1 : 0;
  }
  return [...groups.values()];
}

const PRONOUNS = ["she", "he", "they", "unknown"];
const byMonth = (quotes) => rows(quotes, (quote) => quote.date?.slice(0, 7) ?? null).sort((a, b) => (a.name ?? "~").localeCompare(b.name ?? "~"));

// By the columns of authority files, without those that have a value for each person.
function columnsOf(known) {
  const all = known.filter((quote) => quote.authority);
  const people = new Set(all.map((quote) => JSON.stringify(quote.authority))).size;
  const names = [...new Set(all.flatMap((quote) => Object.keys(quote.authority)))].sort();
  const columns = names.map((name) => ({name, rows: rows(all.filter((quote) => name in quote.authority), (quote) => String(quote.authority[name]))}));
  return columns.filter((column) => column.rows.length <= 30 && (column.rows.length < people || column.rows.length === 1)).map((column) => ({...column, rows: mostFirst(column.rows)}));
}

const inAll = (row) => row.kinds[0] + row.kinds[1] + row.kinds[2];
const mostFirst = (all) => all.sort((a, b) => inAll(b) - inAll(a)).slice(0, 30);

const inFile = {
  async state() {
    const statuses = Object.fromEntries(most(listed.map((quote) => quote.status)).map(({name, count}) => [name, count]));
    statuses.added = report.articles.flatMap((a) => a.quotes).filter((quote) => quote.status === "added").length;
    return {
      folder: report.folder, complete: true, progress: [1, 1], quotes: listed.length, articles: report.articles.length,
      articles_read: report.articles.filter((article) => article.read).length, statuses,
      flagged: listed.filter((quote) => quote.flagged).length, decisions: 0, changed: [], problems: [],
    };
  },
  async choices() {
    return {
      speakers: most(listed.map((quote) => quote.speaker)),
      outlets: most(listed.map((quote) => quote.outlet)),
      corpora: most(listed.map((quote) => quote.corpus)),
      rules: most(listed.map((quote) => quote.found_by)),
    };
  },
  async quotes(query) {
    const all = passing(query);
    const found = all.filter((quote) => hasStatus(quote, query.status));
    if (ORDERS[query.order ?? "unsure"]) found.sort(ORDERS[query.order ?? "unsure"]);
    const offset = Number(query.offset ?? 0);
    return {total: found.length, all: all.length, decided: all.filter(decided).length, complete: true, quotes: found.slice(offset, offset + 50)};
  },
  async tallies(query) {
    const quotes = passing(query).filter((quote) => hasStatus(quote, query.status));
    const known = quotes.filter((quote) => quote.speaker_id);
    const count = (names, of) => names.map((name) => ({name, count: quotes.filter((quote) => of(quote) === name).length}));
    const speakers = rows(known, (quote) => quote.speaker);
    const followed = mostFirst(rows(known, (quote) => quote.speaker)).slice(0, 6);
    const people = rows(known.filter((quote) => quote.sourceType === "person"), (quote) => quote.pronoun);
    const outlets = rows(quotes, (quote) => quote.outlet);
    return {
      quotes: quotes.length,
      articles: new Set(quotes.map((quote) => quote.article)).size,
      outlets_in_all: outlets.filter((row) => row.name).length,
      speakers_in_all: speakers.length,
      kinds: count(KINDS, (quote) => quote.kind),
      sources: count(SOURCES, (quote) => quote.sourceType),
      speakers: mostFirst(speakers),
      months: byMonth(quotes),
      outlets: mostFirst(outlets),
      pronouns: people.sort((a, b) => PRONOUNS.indexOf(a.name) - PRONOUNS.indexOf(b.name)),
      columns: columnsOf(known),
      over_time: followed.map(({name}) => ({name, rows: byMonth(known.filter((quote) => quote.speaker === name))})),
    };
  },
  async clusters(offset) {
    return {total: report.clusters.length, clusters: report.clusters.slice(offset, offset + 20)};
  },
  async article(id) {
    const article = report.articles.find((article) => article.id === id);
    if (!article) throw new Error(`There is no article ${id} in this report.`);
    return article;
  },
};

export const source = report ? inFile : server;
