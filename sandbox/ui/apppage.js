// The app's own page: the Home tab it publishes for this person, and About, drawn from its manifest.

import { act, oneAtATime, read } from "./api.js";
import { blocks } from "./blocks.js";
import { byId, focusKey, h, refocus, say } from "./dom.js";
import { workspace } from "./workspace.js";

let drawn = "";

// openHome tells the app that the person looks at Home, which it does on every visit, and shows what is published.
export async function openHome() {
  refreshHome();
  const answer = await act("open_home");
  if (!answer.ok) say(answer.error, true);
  return refreshHome();
}

// refreshHome draws the published view if it changed.
export const refreshHome = oneAtATime(async () => {
  const { view } = await read("home");
  const signature = JSON.stringify(view);
  if (signature === drawn) return;
  drawn = signature;
  const panel = byId("home");
  const focus = focusKey(panel);
  if (view) {
    panel.dataset.viewId = view.id;
    panel.replaceChildren(h("div", { class: "view" }, blocks(view.html, "home", view.id, { view_id: view.id })));
  } else panel.replaceChildren(h("p", { class: "empty" }, "The app hasn't published a Home tab for you yet."));
  refocus(panel, focus);
});

// drawAbout shows what the manifest says.
export function drawAbout() {
  const { app, commands, shortcuts, sockets } = workspace;
  const rows = (title, list, line) => list.length > 0 && [h("h2", {}, title), h("dl", {}, list.map(line))];
  const command = (one) => [
    h("dt", {}, h("code", {}, `${one.command} ${one.usage_hint ?? ""}`.trim())),
    h("dd", {}, one.description),
  ];
  const shortcut = (one) => {
    const where = one.type === "global" ? "from the lightning button" : "from a message's menu";
    return [h("dt", {}, one.name), h("dd", {}, `${one.description ?? ""} (${where})`)];
  };
  const about = h("div", { class: "view" }, [
    h("p", {}, app.about || "The manifest gives no description."),
    rows("Commands", commands, command),
    rows("Shortcuts", shortcuts, shortcut),
    h("p", { class: "hint" }, `App ${app.id}, bot user ${app.bot_user}, open connections: ${sockets}`),
  ]);
  byId("about").replaceChildren(about);
}
