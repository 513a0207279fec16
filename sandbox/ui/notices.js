// What the person's devices would have shown: the words of each notification, newest first. They are all that a locked
// phone shows, so nothing confidential belongs in them.

import { act, oneAtATime, read } from "./api.js";
import { byId, fromServer, h } from "./dom.js";
import { clockTime, fullTime, nearDay, shortDay } from "./time.js";
import { workspace } from "./workspace.js";

// refreshNotices redraws the list if it is open.
export const refreshNotices = oneAtATime(async () => {
  if (byId("notices").hidden) return;
  const { notices } = await read("notices");
  const none = h("li", { class: "empty" }, "Nothing has notified you yet.");
  byId("notice-list").replaceChildren(...(notices.length > 0 ? notices.map(line) : [none]));
  if (notices.some((one) => !one.seen)) act("see_notices");
});

// showNotices draws the list anew; seeing it takes the count away.
export function showNotices() {
  return refreshNotices();
}

function line({ channel, ts, name, place, html, at, seen, empty }) {
  const open = `${channel}/${ts}`;
  const day = nearDay(at) || shortDay(at);
  const address = `/?${new URLSearchParams({ as: workspace.me.id, open: channel, ts })}`;
  return h("li", { class: seen ? null : "fresh" }, [
    h("a", { href: address, "data-open": open }, [
      h("span", { class: "who" }, [h("strong", {}, name), place && ` in ${place}`]),
      h("time", { title: fullTime(at) }, `${day}, ${clockTime(at)}`),
      h("span", { class: "words text" }, empty ? "(no notification text)" : fromServer(html)),
    ]),
  ]);
}

// drawBell shows how many notices are not seen yet.
export function drawBell() {
  const count = byId("notice-count");
  count.textContent = String(workspace.notices);
  count.title = `${workspace.notices} not seen`;
  count.hidden = workspace.notices === 0;
}
