// Modals: one native dialog that shows the top of the stack. The browser keeps the focus inside; Esc closes the top
// view, the cross closes all, Ctrl+Enter sends.

import { act, oneAtATime, read } from "./api.js";
import { blocks, forget, typed } from "./blocks.js";
import { byId, focusKey, freshId, h, refocus } from "./dom.js";
import { icon } from "./icons.js";

let shown = { stack: [], errors: {}, trouble: "", busy: false };
let local = { trouble: "", busy: false }; // found or begun on this page, not yet known to the workspace
let drawn = "";
let errorsTold = ""; // the errors the focus was moved for

// refreshModals fetches the stack and draws its top if anything changed.
export const refreshModals = oneAtATime(async () => {
  const before = shown.stack.map((view) => view.id);
  shown = { errors: {}, trouble: "", busy: false, ...(await read("modals")) };
  shown.stack ??= [];
  shown.errors ??= {};
  const now = shown.stack.map((view) => view.id);
  before.filter((id) => !now.includes(id)).forEach(forget);
  if (before.at(-1) !== now.at(-1)) local = { trouble: "", busy: false };
  redraw();
});

function redraw() {
  const dialog = byId("modal");
  const view = shown.stack.at(-1);
  if (!view) {
    drawn = "";
    dialog.replaceChildren();
    if (dialog.open) leave(dialog);
    return;
  }
  const errors = shown.errors;
  const state = { trouble: local.trouble || shown.trouble, busy: local.busy || shown.busy, depth: shown.stack.length };
  const signature = JSON.stringify([view, errors, state]);
  if (signature === drawn && dialog.open) return;
  const fresh = dialog.dataset.viewId !== view.id || !dialog.open;
  const focus = focusKey(dialog);
  const scrolled = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  drawn = signature;
  dialog.dataset.viewId = view.id;
  dialog.replaceChildren(form(view, errors, state));
  if (!dialog.open) dialog.showModal();
  if (!fresh) dialog.querySelector(".modal-body").scrollTop = scrolled;
  settleFocus(dialog, fresh, focus, errors);
}

// leave closes the dialog, which gives the focus back to where it was; Chromium does so without the caret, and what one
// types then goes nowhere, so the field is entered anew.
function leave(dialog) {
  dialog.close();
  const field = document.activeElement;
  field.blur();
  field.focus({ preventScroll: true });
}

// settleFocus: a new view begins at its first field, a refused one at its first error, a redrawn one where one was.
function settleFocus(dialog, fresh, focus, errors) {
  const body = dialog.querySelector(".modal-body");
  const fields = "input, select, textarea, summary";
  const wrong = !local.busy && body.querySelector("[aria-invalid=true]");
  const told = JSON.stringify(errors);
  if (wrong && told !== errorsTold) {
    (wrong.matches(fields) ? wrong : wrong.querySelector(fields))?.focus();
  } else if (fresh || !refocus(dialog, focus)) {
    (body.querySelector(fields) ?? dialog.querySelector("[data-act=submit], [data-act=close]"))?.focus();
  }
  if (!local.busy) errorsTold = told;
}

function form(view, errors, { trouble, busy, depth }) {
  const title = freshId("title");
  byId("modal").setAttribute("aria-labelledby", title);
  const attributes = { "data-view-id": view.id, "data-callback-id": view.callback_id };
  return h("form", { class: "modal-form", novalidate: true, ...attributes, onsubmit: send }, [
    head(view, title, depth),
    h("div", { class: "modal-body" }, blocks(view.html, "modal", view.id, { view_id: view.id })),
    h("div", { class: "modal-trouble", role: "alert" }, trouble, homeless(view, errors)),
    foot(view, busy, depth),
  ]);
}

function head(view, title, depth) {
  const closeAll = { class: "quiet", "data-act": "close-all", "aria-label": "Close", onclick: () => close(true) };
  return h("header", {}, [
    depth > 1 && h("span", { class: "depth", title: `${depth} views are open; this is the top one` }, `${depth}`),
    h("h2", { id: title }, view.words.title),
    h("button", closeAll, icon("close")),
  ]);
}

// homeless are errors for blocks without a field, which Slack would drop in silence.
function homeless(view, errors) {
  const fields = (view.blocks ?? []).filter((block) => block.type === "input").map((block) => block.block_id);
  return Object.entries(errors)
    .filter(([block]) => !fields.includes(block))
    .map(([block, text]) => h("p", {}, `${text} (answered for block “${block}”, which has no field)`));
}

function foot(view, busy, depth) {
  const words = view.words.close || (depth > 1 ? "Back" : "Close");
  const submit = {
    type: "submit",
    class: "primary",
    "data-act": "submit",
    disabled: busy,
    "aria-busy": busy && "true",
  };
  return h("footer", { class: "dialog-buttons" }, [
    h("button", { "data-act": "close", onclick: () => close(false) }, words),
    view.submit && h("button", submit, view.words.submit),
  ]);
}

async function send(event) {
  event?.preventDefault();
  const view = shown.stack.at(-1);
  if (!view?.submit || local.busy) return;
  errorsTold = "";
  local = { trouble: "", busy: true };
  redraw();
  const answer = await act("submit", { view_id: view.id, fields: typed(view.id) });
  local = { trouble: "", busy: false };
  await refreshModals();
  const silent = !shown.trouble && Object.keys(shown.errors).length === 0;
  if (!answer.ok && silent && shown.stack.at(-1)?.id === view.id) local.trouble = answer.error;
  redraw();
}

async function close(all) {
  const view = shown.stack.at(-1);
  if (!view) return;
  const answer = await act("close", { view_id: view.id, ...(all ? { all: true } : {}) });
  if (!answer.ok) local.trouble = answer.error;
  await refreshModals();
}

// mountModal ties the keys. A menu or a question that lies over the dialog takes Esc first; the browser sees to that.
export function mountModal() {
  const dialog = byId("modal");
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return; // a file chooser's
    event.preventDefault();
    close(false);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
  });
  // At a second Esc in a row the browser insists, and closes without asking.
  dialog.addEventListener("close", (event) => {
    if (event.target !== dialog || shown.stack.length === 0) return;
    drawn = "";
    close(false);
  });
}
