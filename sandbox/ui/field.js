// What all fields for messages have in common: the composer, a reply in a thread, a message being edited.

import { offers } from "./complete.js";
import { h } from "./dom.js";

// writable gives a field its keys: Enter submits, Shift+Enter starts a line; while box lists offers, arrows move in
// it and Enter or Tab takes one.
export function writable(field, box, submit, options) {
  let offer = null;
  let at = 0;
  let eaten = false; // the key that is down has done its work already
  const show = () => {
    offer = offers(field.value, field.selectionStart, options);
    at = 0;
    redraw();
  };
  const redraw = () => {
    box.hidden = !offer;
    box.replaceChildren(
      ...(offer?.items ?? []).map((item, i) =>
        h(
          "li",
          {
            role: "option",
            id: `${box.id}-${i}`,
            "aria-selected": String(i === at),
            "data-insert": item.insert,
            onmousedown: (event) => {
              event.preventDefault();
              at = i;
              take();
            },
          },
          h("span", {}, item.label),
          item.note && h("span", { class: "note" }, item.note),
        ),
      ),
    );
    if (offer) field.setAttribute("aria-activedescendant", `${box.id}-${at}`);
    else field.removeAttribute("aria-activedescendant");
    box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  const take = () => {
    field.setRangeText(offer.items[at].insert, offer.from, field.selectionStart, "end");
    offer = null;
    redraw();
    field.dispatchEvent(new Event("input"));
    field.focus();
  };
  const choose = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + offer.items.length) % offer.items.length;
    else if (event.key === "Escape") offer = null;
    else if (event.key === "Tab" || isSend(event)) return take();
    return redraw();
  };
  const typedOut = () => field.value.slice(offer.from).trim() === offer.items[at].insert.trim();
  field.addEventListener("input", show);
  field.addEventListener("blur", () => {
    offer = null;
    redraw();
  });
  field.addEventListener("keydown", (event) => {
    const chooses =
      offer &&
      (["ArrowDown", "ArrowUp", "Escape"].includes(event.key) ||
        (!typedOut() && (event.key === "Tab" || isSend(event))));
    if (event.isComposing || !(chooses || isSend(event))) return;
    eaten = true;
    event.preventDefault();
    event.stopPropagation();
    if (chooses) return choose(event);
    offer = null;
    redraw();
    submit();
  });
  // Some browser drivers send the line break apart from the key that was eaten.
  field.addEventListener("beforeinput", (event) => {
    if (eaten && event.inputType === "insertLineBreak") event.preventDefault();
  });
  field.addEventListener("keyup", () => {
    eaten = false;
  });
}

function isSend(event) {
  return event.key === "Enter" && !event.shiftKey;
}
