// All quotes at a glance: who is quoted, when, how, and from whom.

import {counted, el, number, percent, replace} from "./dom.js";
import {address, addressOf, queryOf} from "./address.js";
import {source} from "./source.js";
import {showFilters} from "./list.js";
import {bar, figure, kindColumns, legend, rowsChart, timeChart, timesChart, wholeChart} from "./chart.js";

const SOURCE_NAMES = {person: "a person with a name", organization: "an organisation", group: "a group", document: "a document", unnamed: "somebody without a name", unresolved: "somebody who was left open (“he”)", nobody: "nobody is mentioned"};

const PRONOUN_NAMES = {she: "women (“she”)", he: "men (“he”)", they: "“they”", unknown: "not told"};

// What charts over time show, and how much is not in them.
function timeRemark(rows, more) {
  const undated = rows.filter((row) => !row.name).flatMap((row) => row.kinds).reduce((a, b) => a + b, 0);
  const leftOut = undated ? `; ${counted(undated, "quote", "quotes")} of articles without a date left out` : "";
  return `By the month of the article${more}${leftOut}.`;
}

export async function showCorpus(main) {
  const query = {...queryOf(address()), status: ""};
  const found = await source.tallies(query);
  const known = found.sources.filter((one) => !["unresolved", "nobody"].includes(one.name)).reduce((all, one) => all + one.count, 0);
  const unnamed = found.sources.find((one) => one.name === "unnamed").count;
  const kinds = found.kinds.map((one) => one.count);
  const tile = (value, label) => el("div", {class: "tile"}, el("b", {}, value), el("span", {}, label));
  const to = (name) => (row) => addressOf({...shownFilters(), [name]: row.name, view: "review", order: "text", status: "all"});
  const share = (row) => `${percent(row.unnamed, row.known)} unnamed`;
  const pronouns = found.pronouns.map((row) => ({...row, name: PRONOUN_NAMES[row.name]}));
  const most = Math.max(...found.sources.map((one) => one.count), 1);
  replace(
    main,
    el(
      "div",
      {class: "corpus"},
      showFilters({short: true}),
      el("div", {class: "tiles"},
        tile(number(found.quotes), "quotes and claims"), tile(number(found.articles), "articles with quotes"), tile(number(found.outlets_in_all), "outlets"),
        tile(number(found.speakers_in_all), "named speakers"), tile(percent(kinds[2], found.quotes), "indirect"), tile(percent(unnamed, known), "from unnamed sources")),
      found.quotes === 0 ? el("p", {class: "empty"}, "No quote is like this.") : [
        legend(),
        el("div", {class: "figures"},
          figure("Most quoted", rowsChart(found.speakers.slice(0, 15), to("speaker")), found.speakers, [["speaker", (row) => row.name], ...kindColumns]),
          figure("Quotes over time", timeChart(found.months), found.months, [["month", (row) => row.name ?? "no date"], ...kindColumns], timeRemark(found.months, "")),
          found.over_time.length ? figure("The most quoted over time", timesChart(found.over_time, (group) => addressOf({...shownFilters(), speaker: group.name, view: "corpus"})), found.over_time.flatMap((group) => group.rows.map((row) => ({...row, speaker: group.name}))), [["speaker", (row) => row.speaker], ["month", (row) => row.name ?? "no date"], ...kindColumns], timeRemark(found.over_time.flatMap((group) => group.rows), "; each in a scale of its own")) : null,
          found.pronouns.length ? figure("Women and men", rowsChart(pronouns), pronouns, [["referred to as", (row) => row.name], ...kindColumns], "Quotes of people with names, by the pronouns and titles that their articles use for them; a name alone tells nothing.") : null,
          found.columns.map((column) => figure(`By ${column.name}`, rowsChart(column.rows.slice(0, 15)), column.rows, [[column.name, (row) => row.name], ...kindColumns], "Of the speakers whom your authority file knows.")),
          figure("In whose words", wholeChart(kinds), found.kinds, [["kind", (row) => row.name], ["quotes", (row) => number(row.count)], ["share", (row) => percent(row.count, found.quotes)]], "Direct: all in quotation marks. Indirect: in the article's own words."),
          figure("Who is behind them",
            el("ul", {class: "bars plain"}, found.sources.filter((one) => one.count).map((one) =>
              el("li", {}, el("a", {class: "name", href: addressOf({...shownFilters(), source: one.name, view: "review", order: "text", status: "all"}), "data-inside": true}, SOURCE_NAMES[one.name]),
                bar(one.count, most), el("span", {class: "amount"}, number(one.count))))),
            found.sources, [["source", (row) => SOURCE_NAMES[row.name]], ["quotes", (row) => number(row.count)], ["share", (row) => percent(row.count, found.quotes)]],
            `Of the quotes whose source is known, ${percent(unnamed, known)} come from one without a name.`),
          figure("Outlets", rowsChart(found.outlets.slice(0, 15), to("outlet"), share), found.outlets, [["outlet", (row) => row.name ?? "not known"], ...kindColumns, ["unnamed", (row) => number(row.unnamed)], ["of known", (row) => number(row.known)]], "With the share of quotes from sources without a name.")),
      ],
    ),
  );
}

// The filters of this view go along.
function shownFilters() {
  const {status, order, ...filters} = queryOf(address());
  return filters;
}
