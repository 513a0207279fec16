// The inspector: what app and workspace said to each other, newest last, refusals in red.

import { oneAtATime, read } from "./api.js";
import { byId, copy, h } from "./dom.js";
import { icon } from "./icons.js";
import { clockSeconds } from "./time.js";

const most = 400; // entries kept on the page
let last = 0;
let bad = 0;
let onValidate = () => {};

// refreshLog adds what is new.
export const refreshLog = oneAtATime(async () => {
  const { entries } = await read("log", { since: String(last) });
  const list = byId("log");
  const scroller = list.parentElement;
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  for (const entry of entries.filter(({ n }) => n > last)) {
    last = entry.n;
    bad += entry.bad ? 1 : 0;
    list.append(line(entry));
  }
  while (list.childElementCount > most) list.firstElementChild.remove();
  const count = byId("log-bad");
  count.textContent = String(bad);
  count.title = `${bad} refused or failed`;
  count.hidden = bad === 0;
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
});

function line(entry) {
  const summary = h("summary", {}, [
    h("time", {}, clockSeconds(entry.at)),
    h("span", { class: `kind kind-${entry.kind}` }, entry.kind),
    h("span", { class: "title" }, entry.title),
    h("span", { class: "ms" }, entry.kind === "api" || entry.ms > 0 ? `${entry.ms} ms` : ""),
    entry.detail && h("span", { class: "detail" }, entry.detail),
  ]);
  const details = h("details", {}, summary);
  // The JSON is drawn when it's looked at; hundreds of entries would weigh on the page.
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (details.childElementCount === 1) details.append(json(entry.json ?? {}));
    details.scrollIntoView({ block: "nearest" });
  });
  const hooks = { "data-n": String(entry.n), "data-log-kind": entry.kind, "data-title": entry.title };
  return h("li", { class: entry.bad ? "bad" : null, ...hooks }, details);
}

function json(value) {
  const text = JSON.stringify(value, null, 2);
  const attributes = { class: "quiet", "aria-label": "Copy as JSON", title: "Copy as JSON", onclick: () => copy(text) };
  const payload = payloadOf(value);
  const judge = { class: "link", "data-act": "validate", onclick: () => onValidate(payload) };
  return h("div", { class: "json" }, [
    payload && h("button", judge, "Open in the validator"),
    h("button", attributes, icon("copy")),
    h("pre", { tabindex: "0" }, text),
  ]);
}

// payloadOf is what of an entry the validator can judge: the view or blocks of a call, or nothing.
function payloadOf({ args } = {}) {
  try {
    if (args?.view) return JSON.parse(args.view);
    if (args?.blocks) return { blocks: JSON.parse(args.blocks) };
  } catch {
    return { blocks: args.blocks }; // not JSON: the validator says so
  }
  return null;
}

// mountInspector ties its controls; validate opens the validator with a payload.
export function mountInspector(validate) {
  onValidate = validate;
  byId("log-problems").addEventListener("change", (event) => {
    byId("log").classList.toggle("only-bad", event.target.checked);
  });
}
