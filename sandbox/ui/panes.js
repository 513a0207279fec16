// The right side holds one pane at a time: a thread, what notified the person, the inspector, or the validator.

import { send } from "./composer.js";
import { closeThread, openChannel, openedThread } from "./conversation.js";
import { byId } from "./dom.js";
import { writable } from "./field.js";
import { menuButton } from "./menu.js";
import { icon } from "./icons.js";
import { showNotices } from "./notices.js";
import { askRestart } from "./restart.js";
import { isNarrow } from "./sidebar.js";
import { clockItems } from "./topbar.js";
import { workspace } from "./workspace.js";

const tools = ["notices", "inspector", "validator"];

// mountPanes ties the panes; whether the inspector is open outlives a reload.
export function mountPanes() {
  for (const name of ["notices", "inspector"]) {
    byId(`${name}-toggle`).addEventListener("click", () => showPane(byId(name).hidden ? name : ""));
  }
  for (const name of tools) {
    byId(`${name}-close`).addEventListener("click", () => {
      showPane("");
      (document.getElementById(`${name}-toggle`) ?? byId("composer")).focus();
    });
  }
  byId("more").replaceWith(menuButton({ id: "more", "aria-label": "More" }, icon("more"), moreItems));
  byId("thread-close").addEventListener("click", () => {
    closeThread();
    byId("composer").focus();
  });
  mountReply();
  if (sessionStorage.getItem("inspector") === "open") showPane("inspector");
}

// moreItems hold in a narrow window all that the bar has no room for.
function moreItems() {
  const pane = (name, label) => ({ label, attributes: { "data-do": name }, choose: () => showPane(name) });
  const notices = workspace.notices ? `Notices (${workspace.notices})` : "Notices";
  const restart = { label: "Start over", danger: true, attributes: { "data-do": "restart" }, choose: askRestart };
  return [
    ...(isNarrow() ? [pane("notices", notices), pane("inspector", "Inspector")] : []),
    pane("validator", "Validate blocks"),
    ...(isNarrow() ? clockItems() : []),
    ...(workspace.restart ? [restart] : []),
  ];
}

// showPane opens one of the tools, or none for "".
export function showPane(name) {
  if (name) closeThread();
  for (const one of tools) {
    byId(one).hidden = one !== name;
    document.getElementById(`${one}-toggle`)?.setAttribute("aria-expanded", String(one === name));
  }
  sessionStorage.setItem("inspector", name === "inspector" ? "open" : "");
  if (name === "inspector") {
    const scroller = byId("log").parentElement;
    scroller.scrollTop = scroller.scrollHeight;
  }
  if (name === "notices") showNotices();
  if (name === "validator") byId("draft").focus();
}

// showThreadPane opens the thread's pane for the message ts, or closes it for "".
export function showThreadPane(ts) {
  byId("thread").hidden = ts === "";
  if (ts === "") return;
  showPane("");
  byId("thread").hidden = false;
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
