// The right side holds one pane at a time: a thread or the inspector.

import { send } from "./composer.js";
import { closeThread, openChannel, openedThread } from "./conversation.js";
import { byId } from "./dom.js";
import { writable } from "./field.js";

// mountPanes ties both panes; whether the inspector is open outlives a reload.
export function mountPanes() {
  const toggle = byId("inspector-toggle");
  toggle.addEventListener("click", () => {
    if (byId("inspector").hidden) closeThread();
    showInspector(byId("inspector").hidden);
  });
  byId("inspector-close").addEventListener("click", () => {
    showInspector(false);
    toggle.focus();
  });
  byId("thread-close").addEventListener("click", () => {
    closeThread();
    byId("composer").focus();
  });
  mountReply();
  showInspector(sessionStorage.getItem("inspector") === "open");
}

function showInspector(open) {
  byId("inspector").hidden = !open;
  byId("inspector-toggle").setAttribute("aria-expanded", String(open));
  sessionStorage.setItem("inspector", open ? "open" : "");
  const scroller = byId("log").parentElement;
  scroller.scrollTop = scroller.scrollHeight;
}

// showThreadPane opens the thread's pane for the message ts, or closes it for "".
export function showThreadPane(ts) {
  byId("thread").hidden = ts === "";
  if (ts === "") return;
  showInspector(false);
  byId("reply").value = "";
  byId("reply").focus();
}

function mountReply() {
  const field = byId("reply");
  const submit = () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    send(openChannel(), text, openedThread()).then((ok) => {
      if (!ok && !field.value) field.value = text;
    });
  };
  writable(field, byId("reply-offers"), submit, { commands: false });
}
