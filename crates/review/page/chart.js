// Charts: bars in three colours that people who are colour-blind can tell apart,
// always in the same order, with their numbers as a table.

import {counted, el, number, percent, svg} from "./dom.js";
import {takeAlong} from "./take.js";

const KIND_NAMES = ["direct", "mixed", "indirect"];
const sum = (row) => row.kinds[0] + row.kinds[1] + row.kinds[2];

export function legend() {
  return el("p", {class: "legend", "aria-hidden": "true"}, KIND_NAMES.map((kind) => el("span", {}, svg("svg", {class: `swatch ${kind}`, viewBox: "0 0 12 12"}, svg("rect", {width: 12, height: 12})), kind)));
}

// A figure with its table; `columns` are [head, cell of a row].
export function figure(title, picture, rows, columns, remark) {
  return el(
    "figure",
    {},
    el("figcaption", {}, el("h3", {}, title), remark ? el("p", {class: "quiet"}, remark) : null),
    el("div", {class: "picture"}, picture),
    el("details", {}, el("summary", {}, "The numbers"),
      el("div", {class: "scroll"}, el("table", {},
        el("thead", {}, el("tr", {}, columns.map(([head]) => el("th", {scope: "col"}, head)))),
        el("tbody", {}, rows.map((row) => el("tr", {}, columns.map(([, cell], i) => (i ? el("td", {}, cell(row)) : el("th", {scope: "row"}, cell(row)))))))))),
    takeAlong(title, rows, columns),
  );
}

export const kindColumns = [["direct", (row) => number(row.kinds[0])], ["mixed", (row) => number(row.kinds[1])], ["indirect", (row) => number(row.kinds[2])], ["all", (row) => number(sum(row))]];

// Three bars in a row, of `whole` in all.
function bars(kinds, whole) {
  let from = 0;
  return svg("svg", {class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true"},
    kinds.map((count, i) => {
      const width = whole ? (count / whole) * 100 : 0;
      const x = from;
      from += width;
      return count ? svg("rect", {class: KIND_NAMES[i], x, width: Math.max(width - 0.25, 0.15), height: 10}) : null;
    }));
}

// One bar, of `most` at most.
export function bar(count, most) {
  return svg("svg", {class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true"}, svg("rect", {width: (count / most) * 100, height: 10}));
}

// A bar for each row, the longest as wide as there is room.
export function rowsChart(rows, href, beside) {
  const most = Math.max(...rows.map(sum), 1);
  return el("ul", {class: "bars"}, rows.map((row) => {
    const label = row.name ?? "not known";
    const words = `${label}: ${counted(sum(row), "quote", "quotes")}, ${row.kinds.map((count, i) => `${count} ${KIND_NAMES[i]}`).join(", ")}`;
    return el("li", {title: words},
      row.name && href ? el("a", {href: href(row), "data-inside": true, class: "name"}, label) : el("span", {class: "name"}, label),
      bars(row.kinds, most), el("span", {class: "amount"}, number(sum(row)), beside ? el("span", {class: "quiet"}, ` · ${beside(row)}`) : null));
  }));
}

// All of it as one bar.
export function wholeChart(kinds) {
  const whole = kinds.reduce((a, b) => a + b, 0);
  return el("div", {class: "whole"}, bars(kinds, whole), el("p", {}, KIND_NAMES.map((kind, i) => el("span", {class: "legend-word"}, `${percent(kinds[i], whole)} ${kind}`))));
}

// The same time for several: small columns for each group, from the first month of all to
// the last.
export function timesChart(groups, href) {
  const months = groups.flatMap((group) => group.rows.map((row) => row.name)).filter(Boolean).sort();
  if (months.length === 0) return el("p", {class: "quiet"}, "No article has a date.");
  const [first, last] = [months[0], months.at(-1)];
  const dated = groups.filter((group) => group.rows.some((row) => row.name));
  return el("div", {class: "times"}, dated.map((group) => el("div", {}, el("h4", {}, el("a", {href: href(group), "data-inside": true}, group.name)), timeChart(group.rows, first, last))));
}

// Above the highest column, for its number, in units of the picture.
const HEADROOM = 16;

// Columns over time; every month between the first and the last has its place.
export function timeChart(rows, first, last) {
  const known = rows.filter((row) => row.name);
  if (known.length === 0) return el("p", {class: "quiet"}, "No article has a date.");
  const months = monthsBetween(first ?? known[0].name, last ?? known.at(-1).name);
  const byMonth = new Map(known.map((row) => [row.name, row]));
  const most = Math.max(...known.map(sum));
  const [wide, high] = [600, 160];
  const step = wide / months.length;
  const picture = svg("svg", {class: "time", viewBox: `0 0 ${wide} ${high + 22}`, role: "img", "aria-label": `Quotes by month, from ${months[0]} to ${months.at(-1)}; at most ${most} in a month`});
  months.forEach((month, i) => {
    const row = byMonth.get(month);
    let y = high;
    row?.kinds.forEach((count, kind) => {
      const height = (count / most) * (high - HEADROOM);
      y -= height;
      if (count) picture.append(svg("rect", {class: KIND_NAMES[kind], x: i * step + step * 0.1, y, width: Math.max(step * 0.8, 0.5), height: Math.max(height - 0.5, 0.5)},
        svg("title", {}, `${month}: ${row.kinds.map((n, k) => `${n} ${KIND_NAMES[k]}`).join(", ")}`)));
    });
  });
  picture.append(svg("line", {class: "axis", x1: 0, x2: wide, y1: high, y2: high}));
  picture.append(svg("text", {x: 0, y: high + 16}, months[0]));
  if (months.length > 1) picture.append(svg("text", {x: wide, y: high + 16, "text-anchor": "end"}, months.at(-1)));
  picture.append(svg("text", {class: "most", x: 0, y: 11}, number(most)));
  return picture;
}

// The longest time that is shown month by month; a wrong date must not fill the
// page.
const MONTHS = 1200;

function monthsBetween(first, last) {
  const months = [];
  let [year, month] = first.split("-").map(Number);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    months.push(name);
    if (name >= last || months.length >= MONTHS) return months;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
