// The validator: what Slack would say of blocks, a message or a view, and how it would look.

import { post, tab } from "./api.js";
import { byId, fromServer, h } from "./dom.js";

let latest = 0;

// mountValidator ties the field: it answers while one types.
export function mountValidator() {
  byId("draft").addEventListener("input", judge);
  judge();
}

// validate puts a payload into the field.
export function validate(payload) {
  byId("draft").value = JSON.stringify(payload, null, 2);
  judge();
}

async function judge() {
  const text = byId("draft").value.trim();
  const mine = (latest += 1);
  if (!text) return show(h("p", { class: "muted" }, "Paste blocks, a message or a view as JSON."), "");
  try {
    const { kind, problems, html } = await post("validate", { as: tab.as, payload: text });
    if (mine === latest) show(verdict(kind, problems), html);
  } catch (problem) {
    if (mine === latest) show(h("p", { class: "error" }, problem.message), "");
  }
}

function verdict(kind, problems) {
  if (problems.length === 0) return h("p", {}, `Slack would take this ${kind === "blocks" ? "list of blocks" : kind}.`);
  const line = ({ pointer, message }) => h("li", {}, [message, pointer && h("code", {}, pointer)]);
  return h("div", {}, h("p", { class: "error" }, "Slack would refuse this:"), h("ul", {}, problems.map(line)));
}

function show(words, html) {
  byId("verdict").replaceChildren(words);
  byId("preview").replaceChildren(fromServer(html));
}
