// A small menu under a button, in the browser's top layer, so that no scrolling pane or dialog cuts it off. Arrow keys
// move, Enter chooses, Esc or a click elsewhere closes and gives the focus back.

import { freshId, h } from "./dom.js";

// menuButton makes the button; items() is asked when the menu opens and returns
// [{label, note, choose, danger, attributes}]. look "grid" sets small items side by side.
export function menuButton(attributes, face, items, look = "") {
  const id = freshId("menu");
  const button = h(
    "button",
    {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      ...attributes,
      onclick: () => openMenu(button, items(), look),
    },
    face,
  );
  return button;
}

// openMenu opens a menu under a button that is there already.
export function openMenu(button, items, look = "") {
  const id = button.getAttribute("aria-controls") ?? freshId("menu");
  const menu = h(
    "div",
    { class: `menu ${look}`, role: "menu", id, popover: "auto", onkeydown: move },
    items.map((item) =>
      h(
        "button",
        {
          role: "menuitem",
          tabindex: "-1",
          class: item.danger ? "danger" : null,
          ...item.attributes,
          onclick: () => {
            menu.hidePopover();
            item.choose();
          },
        },
        item.label,
        item.note && h("span", { class: "note" }, item.note),
      ),
    ),
  );
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement) || document.activeElement === document.body) button.focus();
    menu.remove();
  });
  // Inside a modal dialog only its own descendants can be reached.
  (button.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  button.setAttribute("aria-expanded", "true");
  menu.querySelector("[role=menuitem]")?.focus();
}

// place puts the menu below the button, or above it where there's no room, and always inside the window.
function place(menu, box) {
  const size = menu.getBoundingClientRect();
  const below = box.bottom + 4 + size.height <= innerHeight;
  menu.style.top = `${Math.max(4, below ? box.bottom + 4 : box.top - size.height - 4)}px`;
  menu.style.left = `${Math.max(4, Math.min(box.left, innerWidth - size.width - 8))}px`;
}

function move(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = {
    ArrowDown: (at + 1) % items.length,
    ArrowRight: (at + 1) % items.length,
    ArrowUp: (at + items.length - 1) % items.length,
    ArrowLeft: (at + items.length - 1) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  items[next].focus();
}
