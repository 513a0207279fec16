// Blocks come drawn from the workspace (sandbox/draw). Here they come alive: what is pressed, chosen and typed in them
// is kept, and told to the app where the block asks for it.

import { act } from "./api.js";
import { asked } from "./confirm.js";
import { fromServer, h, say } from "./dom.js";
import { holder, isField, read, settle, write } from "./fields.js";
import { sendFiles } from "./files.js";
import { openMenu } from "./menu.js";

// What a person typed outlives a redraw: it is kept under the place (view or message), the block_id and the action_id,
// which is Slack's own rule for what survives an update. A place's map goes block_id → action_id → value.
const kept = new Map();

// forget drops what was typed into a view that is gone.
export function forget(place) {
  kept.delete(place);
}

// typed is what was changed at a place, as the control API takes it.
export function typed(place) {
  return kept.get(place) ?? {};
}

// blocks makes the node of drawn blocks. where is "message", "home" or "modal"; place is the key under which values are
// kept; at holds the fields that name the place to the control API.
export function blocks(html, where, place, at) {
  const root = h("div", { class: "blocks" }, fromServer(html));
  const ctx = { where, place, at };
  for (const field of root.querySelectorAll("[data-kind]")) {
    if (!isField(field)) continue;
    const value = kept.get(place)?.[blockOf(field)]?.[field.dataset.actionId];
    if (value !== undefined) write(field, value);
    settle(field);
  }
  root.addEventListener("click", (event) => pressed(event, ctx));
  root.addEventListener("change", (event) => chosen(event, ctx));
  root.addEventListener("input", (event) => typing(event, ctx));
  root.addEventListener("keydown", (event) => entered(event, ctx));
  root.addEventListener("toggle", (event) => closed(event, ctx), true); // toggle doesn't bubble
  return root;
}

function blockOf(node) {
  return node.closest("[data-block-id]").dataset.blockId;
}

function pressed(event, ctx) {
  const node = event.target.closest("[data-kind=button], [data-kind=overflow]");
  if (!node || node.getAttribute("aria-busy") === "true") return;
  if (node.dataset.kind === "button") send(node, ctx);
  else openMenu(node, overflowItems(node, ctx));
}

function overflowItems(node, ctx) {
  return [...node.nextElementSibling.children].map((item) => ({
    label: [...item.cloneNode(true).childNodes],
    attributes: { "data-value": item.dataset.value },
    choose: () => {
      if (item.dataset.url) open(item.dataset.url, "_blank", "noopener,noreferrer");
      send(node, ctx, { value: item.dataset.value });
    },
  }));
}

// chosen keeps a choice; where the app is told at once, a list of many tells when it closes, as Slack's does.
function chosen(event, ctx) {
  const field = holder(event.target);
  if (field?.matches("[type=file]")) return given(field, ctx);
  if (!field || field.dataset.kind.endsWith("_input")) return;
  const before = keep(field, ctx);
  if (!field.matches("details")) tell(field, "chosen", ctx, before);
}

// given hands files over as soon as they are chosen; the form then names them.
async function given(field, ctx) {
  try {
    const { files } = await sendFiles("file", {}, "file", field.files);
    field.dataset.files = JSON.stringify(files.map(({ id, name }) => ({ id, name })));
    keep(field, ctx);
  } catch (problem) {
    field.value = "";
    say(problem.message, true);
  }
}

function closed(event, ctx) {
  const field = event.target;
  if (!field.matches("details.multi")) return;
  const now = JSON.stringify(read(field));
  if (!field.open && field.dataset.opened !== now) tell(field, "chosen", ctx, JSON.parse(field.dataset.opened));
  field.dataset.opened = now;
}

function typing(event, ctx) {
  const field = holder(event.target);
  if (!field?.dataset.kind.endsWith("_input") || field.type === "file") return;
  keep(field, ctx);
  if (field.dataset.sends?.split(" ").includes("typed")) inOrder(field, ctx);
}

// By place: the field that was typed into since the change that is being told, or null.
const underway = new Map();

// inOrder tells the app of what is typed, one change after the other: two at once could overtake each other, and the
// older text would count. What is typed meanwhile is told together.
async function inOrder(field, ctx) {
  const busy = underway.has(ctx.place);
  underway.set(ctx.place, field);
  if (busy) return;
  try {
    for (let next = field; next; next = underway.get(ctx.place)) {
      underway.set(ctx.place, null);
      await send(next, ctx);
    }
  } finally {
    underway.delete(ctx.place);
  }
}

function entered(event, ctx) {
  const field = holder(event.target);
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !field?.matches("input[type=text]")) return;
  if (!field.dataset.sends?.includes("entered")) return;
  event.preventDefault(); // the app asked for this Enter; it doesn't send the form
  tell(field, "entered", ctx, read(field));
}

// keep remembers what stands in a field now, and returns what stood there before.
function keep(field, ctx) {
  if (!kept.has(ctx.place)) kept.set(ctx.place, {});
  const block = (kept.get(ctx.place)[blockOf(field)] ??= {});
  const before = block[field.dataset.actionId];
  block[field.dataset.actionId] = read(field);
  settle(field);
  return before;
}

async function tell(field, moment, ctx, before) {
  if (!field.dataset.sends?.split(" ").includes(moment)) return;
  if (await send(field, ctx)) return;
  // "No" to the question: the field goes back to what it was.
  write(field, before ?? null);
  keep(field, ctx);
}

// send tells the app of a press or a choice; it resolves to false if the person said no to the question before it.
async function send(node, ctx, fields = {}) {
  const question = node.parentNode.querySelector(":scope > template[data-question]");
  if (question && !(await asked(question.content.firstElementChild))) return false;
  node.setAttribute("aria-busy", "true");
  node.parentNode.querySelector(":scope > .warn")?.remove();
  const ids = { block_id: blockOf(node), action_id: node.dataset.actionId };
  const answer = await act("click", { where: ctx.where, ...ctx.at, ...ids, ...fields, fields: typed(ctx.place) });
  node.removeAttribute("aria-busy");
  if (!answer.ok) node.after(h("span", { class: "warn", role: "alert" }, `⚠ ${answer.error}`));
  return true;
}
