// How nodes are made. Text of a person or of the app never becomes markup here: what is drawn as HTML comes from the
// workspace, which escapes it (sandbox/draw), and enters at one place; the Content-Security-Policy refuses any other.

const SVG = "http://www.w3.org/2000/svg";

// h makes an element: h("p", {class: "hint", onclick: f}, "text", node). Attributes that are null or false are left
// out; strings become text nodes.
export function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  if (tag === "button") node.type = "button"; // the browser's own default sends the form around it
  return fill(node, attributes, children);
}

// svg makes an element of a drawing.
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const drawn = window.trustedTypes?.createPolicy("drawn", { createHTML: (html) => html });

// fromServer takes HTML that the workspace has drawn.
export function fromServer(html) {
  const template = document.createElement("template");
  template.innerHTML = drawn ? drawn.createHTML(html) : html;
  return template.content;
}

// redraw gives a node new children, unless they look like those it has.
export function redraw(node, ...children) {
  const fresh = node.cloneNode(false);
  fresh.append(...children);
  if (!node.isEqualNode(fresh)) node.replaceChildren(...fresh.childNodes);
}

// byId is for the fixed parts of index.html.
export function byId(id) {
  return document.getElementById(id);
}

let count = 0;

// freshId gives an id that no other node of the page has; labels and hints are tied to their fields with it.
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

// hidden names a thing for somebody who can't see its picture.
export function hidden(text) {
  return h("span", { class: "visually-hidden" }, text);
}

const longestHold = 2000; // ms; where the end of a press isn't told, as with a menu of the browser's own
let held = null;

// released resolves once no button of the mouse is down. A redraw waits for it: a press on a node that is replaced
// before the button is let go is no click.
export function released() {
  return held?.promise;
}

function letGo() {
  held?.resolve();
  held = null;
}

addEventListener("pointerdown", () => {
  held ??= Promise.withResolvers();
  const mine = held;
  setTimeout(() => mine === held && letGo(), longestHold);
}, true);
for (const end of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(end, (event) => {
    // A press moves the focus, so that fields lose it; only the window's own loss ends a press.
    if (end !== "blur" || event.target === window) setTimeout(letGo); // the click comes after the release
  }, true);
}

let fading;

// say tells the person one sentence at the bottom of the page; screen readers speak it.
export function say(sentence, bad = false) {
  const toast = byId("toast");
  toast.textContent = sentence;
  toast.className = bad ? "shown bad" : "shown";
  clearTimeout(fading);
  fading = setTimeout(
    () => {
      toast.className = "";
    },
    bad ? 9000 : 4000,
  );
}

// copy puts text on the clipboard.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied");
  } catch {
    say("The browser didn't allow copying; select the text instead.", true);
  }
}

// focusKey says which control has the focus in terms that survive a redraw; refocus gives the focus back to the
// control that took its place.
export function focusKey(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active) || active === root) return null;
  const block = active.closest("[data-block-id]");
  const action = active.closest("[data-action-id]");
  return {
    id: active.id,
    block: block?.dataset.blockId,
    action: action?.dataset.actionId,
    value: active.type === "checkbox" || active.type === "radio" ? active.value : undefined,
    act: active.dataset.act,
    start: "selectionStart" in active ? active.selectionStart : null,
    end: "selectionEnd" in active ? active.selectionEnd : null,
  };
}

export function refocus(root, key) {
  const target = key && findFocus(root, key);
  if (!target) return false;
  target.focus({ preventScroll: true });
  if (key.start !== null && "setSelectionRange" in target && target.type !== "email" && target.type !== "number") {
    target.setSelectionRange(key.start, key.end);
  }
  return true;
}

function findFocus(root, key) {
  if (key.action) {
    const scope = `[data-block-id="${CSS.escape(key.block ?? "")}"] [data-action-id="${CSS.escape(key.action)}"]`;
    const control = root.querySelector(scope);
    const choice = key.value !== undefined && control?.querySelector(`input[value="${CSS.escape(key.value)}"]`);
    return choice || control;
  }
  if (key.act) return root.querySelector(`[data-act="${CSS.escape(key.act)}"]`);
  return key.id ? root.querySelector(`#${CSS.escape(key.id)}`) : null;
}
