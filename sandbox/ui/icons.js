// Line drawings for buttons; each button also has words for it.

import { svg } from "./dom.js";

const paths = {
  bolt: "M9 1 3 9h4l-1 6 6-8H8z",
  close: "M3 3l10 10M13 3 3 13",
  copy: "M5 5h8v9H5zM3 11V2h8",
  leaf: "M2 14C3 6 8 2 14 2c0 7-4 11-9 10M4 12l5-5",
  lock: "M4 7h8v7H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  menu: "M2 4h12M2 8h12M2 12h12",
  mic: "M8 1.5a2 2 0 0 0-2 2v4a2 2 0 0 0 4 0v-4a2 2 0 0 0-2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.5",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  pulse: "M1 9h3l2-6 3 11 2-5h4",
  reply: "M2 3h12v8H8l-4 3v-3H2z",
  send: "M2 13.5 14 8 2 2.5 3.5 8zM3.5 8H9",
  smile: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM5 9.5c1 2.4 5 2.4 6 0M6 6h.01M10 6h.01",
};

export function icon(name) {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: paths[name] }),
  );
}
