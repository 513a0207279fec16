// The question before a risky act: one that came with a block, drawn, or our own.
// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { freshId, h } from "./dom.js";

// confirmed asks our own question {title, text, yes, no, danger} and resolves to true or false.
export function confirmed({ title, text, yes, no = "Cancel", danger = false }) {
  return asked(
    h("dialog", { class: "confirm", role: "alertdialog" }, [
      h("h2", {}, title),
      h("p", {}, text),
      h("div", { class: "dialog-buttons" }, [
        h("button", { "data-act": "deny" }, no),
        h("button", { "data-act": "confirm", class: danger ? "danger" : "primary" }, yes),
      ]),
    ]),
  );
}

// asked shows a question and resolves to true or false; Esc means no. It shows a copy at the end of the page, which
// outlives a redraw of the block that asks.
export function asked(question) {
  const dialog = question.cloneNode(true);
  const title = dialog.querySelector("h2");
  const text = dialog.querySelector("p");
  title.id = freshId("confirm");
  text.id = freshId("confirm");
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.setAttribute("aria-describedby", text.id);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) dialog.close(button.dataset.act === "confirm" ? "yes" : "");
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
