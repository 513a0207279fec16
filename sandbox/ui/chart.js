// data_visualization blocks as plain drawings: bars (side by side, or stacked when the chart says so), areas, lines and
// pies, with a legend, and all numbers in words for who can't see them.
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block

import { h, svg } from "./dom.js";

const width = 520;
const height = 220;
const left = 40;
const top = 10;

// chart draws one block.
export function chart(block) {
  const drawing = block.chart ?? {};
  const pie = drawing.type === "pie";
  const names = pie ? drawing.segments?.map(({ label }) => label) : drawing.series?.map(({ name }) => name);
  const legend = (names ?? []).map((name, i) => h("li", { class: `series-${i % 6}` }, name));
  return h("figure", { class: "chart" }, [
    h("figcaption", {}, block.title ?? ""),
    (pie ? pieOf : plot)(drawing, words(block)),
    h("ul", { class: "legend", "aria-hidden": "true" }, legend),
  ]);
}

// words is the drawing as one sentence per series.
function words(block) {
  const { type, segments, series } = block.chart ?? {};
  const list = (points) => (points ?? []).map(({ label, value }) => `${label} ${value}`).join(", ");
  const said = type === "pie" ? [list(segments)] : (series ?? []).map(({ name, data }) => `${name}: ${list(data)}`);
  return `${block.title ?? "Chart"}. ${said.join(". ")}`;
}

function plot(drawing, alt) {
  const categories = drawing.axis_config?.categories ?? [];
  const series = drawing.series ?? [];
  const stacked = drawing.stacked === true || drawing.type === "stacked_bar";
  const value = (one, category) => one.data?.find((point) => point.label === category)?.value ?? 0;
  const tops = categories.flatMap((category) =>
    stacked ? [series.reduce((sum, one) => sum + value(one, category), 0)] : series.map((one) => value(one, category)),
  );
  const bottom = drawing.axis_config?.x_label ? 42 : 24;
  const scale = ticks(Math.min(0, ...tops), Math.max(1, ...tops), tops.every(Number.isInteger));
  const y = (v) => top + (height - top - bottom) * (1 - (v - scale.low) / (scale.high - scale.low));
  const step = (width - left) / Math.max(1, categories.length);
  const x = (i) => left + step * (i + 0.5);
  const frame = { categories, series, value, stacked, x, y, step };
  const marks = { line: lines, area: areas }[drawing.type] ?? bars;
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt }, [
    scale.at.map((v) => [
      svg("line", { class: "grid", x1: left, x2: width, y1: y(v), y2: y(v) }),
      axisText(String(v), { x: left - 6, y: y(v) + 4, "text-anchor": "end" }),
    ]),
    marks(frame),
    categories.map((category, i) => axisText(short(category, step), { x: x(i), y: height - bottom + 16 })),
    axisText(drawing.axis_config?.x_label, { x: left + (width - left) / 2, y: height - 4 }),
    axisText(drawing.axis_config?.y_label, { x: -(height - bottom) / 2, y: 10, transform: "rotate(-90)" }),
  ]);
}

function axisText(text, at) {
  return svg("text", { class: "axis", "text-anchor": "middle", ...at }, text ?? "");
}

// ticks are round numbers that hold the smallest and the largest value; whole ones for counts.
function ticks(least, most, whole) {
  const rough = (most - least) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const fits = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const step = whole ? Math.max(1, fits) : fits;
  const low = Math.floor(least / step) * step;
  const count = Math.ceil((most - low) / step);
  const at = Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(6)));
  return { low, high: at.at(-1), at };
}

function short(text, room) {
  const fits = Math.max(3, Math.floor(room / 6));
  return text.length > fits ? `${text.slice(0, fits - 1)}…` : text;
}

function bars({ categories, series, value, stacked, x, y, step }) {
  const full = Math.min(step * 0.7, stacked || series.length === 1 ? 44 : 90);
  const each = stacked ? full : full / Math.max(1, series.length);
  return categories.flatMap((category, i) => {
    let below = 0;
    return series.map((one, s) => {
      const v = value(one, category);
      const [from, to] = stacked ? [below, below + v] : [0, v];
      below = to;
      return svg(
        "rect",
        {
          class: `series-${s % 6}`,
          x: x(i) - full / 2 + (stacked ? 0 : each * s),
          width: Math.max(1, each - (stacked ? 0 : 2)),
          y: Math.min(y(from), y(to)),
          height: Math.abs(y(from) - y(to)),
        },
        svg("title", {}, `${one.name}, ${category}: ${v}`),
      );
    });
  });
}

function path({ categories, value, x, y }, one) {
  return categories.map((category, i) => `${i ? "L" : "M"}${x(i)} ${y(value(one, category))}`).join("");
}

function lines(frame) {
  return frame.series.flatMap((one, s) => [
    svg("path", { class: `series-${s % 6} stroke`, d: path(frame, one) }),
    frame.categories.map((category, i) =>
      svg(
        "circle",
        {
          class: `series-${s % 6}`,
          r: 3,
          cx: frame.x(i),
          cy: frame.y(frame.value(one, category)),
        },
        svg("title", {}, `${one.name}, ${category}: ${frame.value(one, category)}`),
      ),
    ),
  ]);
}

function areas(frame) {
  const last = frame.categories.length - 1;
  return frame.series.map((one, s) =>
    svg(
      "path",
      {
        class: `series-${s % 6} area`,
        d: `${path(frame, one)}L${frame.x(last)} ${frame.y(0)}L${frame.x(0)} ${frame.y(0)}Z`,
      },
      svg("title", {}, one.name),
    ),
  );
}

function pieOf(drawing, alt) {
  const segments = drawing.segments ?? [];
  const sum = segments.reduce((total, segment) => total + segment.value, 0) || 1;
  const radius = 90;
  let turn = 0;
  const edge = (t) => `${radius * Math.sin(2 * Math.PI * t)} ${-radius * Math.cos(2 * Math.PI * t)}`;
  return svg(
    "svg",
    { class: "pie", viewBox: "-100 -100 200 200", role: "img", "aria-label": alt },
    segments.map((segment, s) => {
      const from = turn;
      turn += segment.value / sum;
      const title = svg("title", {}, `${segment.label}: ${segment.value}`);
      // One segment alone is a circle; an arc from a point to itself would draw nothing.
      if (segments.length === 1) return svg("circle", { class: `series-${s % 6}`, r: radius }, title);
      const d = `M0 0L${edge(from)}A${radius} ${radius} 0 ${turn - from > 0.5 ? 1 : 0} 1 ${edge(turn)}Z`;
      return svg("path", { class: `series-${s % 6}`, d }, title);
    }),
  );
}
