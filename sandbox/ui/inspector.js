// The inspector: what app and workspace said to each other, newest last, refusals in red; and faults to try the app
// with.

import { oneAtATime, post, read } from "./api.js";
import { byId, copy, h, say } from "./dom.js";
import { icon } from "./icons.js";
import { clockSeconds } from "./time.js";

const most = 400; // entries kept on the page
let last = 0;
let bad = 0;

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
  return h("div", { class: "json" }, h("button", attributes, icon("copy")), h("pre", { tabindex: "0" }, text));
}

// faults are what can be made to go wrong, once, at the next call of a method or on the socket right now.
const faults = {
  slower: { words: "429, retry after 3 s", fields: { status: 429, code: "ratelimited", retry_after: "3" } },
  lost: { words: "500 without an answer", fields: { status: 500 } },
  internal: { words: "internal_error", fields: { code: "internal_error" } },
  expired: { words: "expired_trigger_id", fields: { code: "expired_trigger_id" } },
  revoked: { words: "token_revoked", fields: { code: "token_revoked" } },
};
const methods = ["chat.postMessage", "chat.postEphemeral", "chat.update", "views.open", "views.publish"];
methods.push("views.update", "users.info", "conversations.open", "reactions.get");

// mountInspector draws the tools; app.js opens and closes the pane.
export function mountInspector() {
  const options = (pairs) => pairs.map(([value, words]) => h("option", { value }, words));
  const method = h(
    "select",
    { id: "fault-method", "aria-label": "Call" },
    options(methods.map((name) => [name, name])),
  );
  const kinds = Object.entries(faults).map(([id, { words }]) => [id, words]);
  const kind = h("select", { id: "fault-kind", "aria-label": "Failure" }, options(kinds));
  const arm = () => {
    const { words, fields } = faults[kind.value];
    return fault({ method: method.value, ...fields }, `The next ${method.value} fails with ${words}.`);
  };
  byId("faults").replaceChildren(
    ...[h("span", {}, "Next"), method, h("span", {}, "fails with"), kind],
    h("button", { "data-act": "fault", onclick: arm }, "Arm"),
    h("button", { "data-act": "cut", onclick: () => fault({ socket: "cut" }, "The socket was cut.") }, "Cut socket"),
  );
  byId("log-problems").addEventListener("change", (event) => {
    byId("log").classList.toggle("only-bad", event.target.checked);
  });
}

async function fault(body, done) {
  try {
    await post("fault", body);
    say(done);
  } catch (problem) {
    say(problem.message, true);
  }
}
