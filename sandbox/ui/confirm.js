// The question before a risky act: a confirm object of Block Kit, or our own.
// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { freshId, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

// confirmed asks and resolves to true or false; Esc means no.
export function confirmed(question) {
  const ids = { title: freshId("confirm"), text: freshId("confirm") };
  const plain = (text) => ({ type: "plain_text", text });
  const button = (act, look, words, answer) =>
    h("button", { "data-act": act, class: look, onclick: () => dialog.close(answer) }, textObject(words));
  const look = question.style === "danger" ? "danger" : "primary";
  const attributes = { role: "alertdialog", "aria-labelledby": ids.title, "aria-describedby": ids.text };
  const dialog = h("dialog", { class: "confirm", ...attributes }, [
    h("h2", { id: ids.title }, textObject(question.title)),
    h("p", { id: ids.text }, textObject(question.text)),
    h("div", { class: "dialog-buttons" }, [
      button("deny", null, question.deny ?? plain("Cancel"), ""),
      button("confirm", look, question.confirm ?? plain("Confirm"), "yes"),
    ]),
  ]);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
