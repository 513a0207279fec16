// The left side: who we are, the app, channels and direct messages, each with what is unread.

import { byId, h, hidden, redraw } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./message.js";
import { channelName, personName, unreadOf, workspace } from "./workspace.js";

// mountSidebar ties the switcher: another person is a reload with ?as=, so that a tab is one person all through.
export function mountSidebar() {
  byId("you-are").addEventListener("change", (event) => {
    const open = workspace.channels.get(new URLSearchParams(location.search).get("open"));
    const stays = open && open.kind !== "im" ? { open: open.id } : {};
    location.search = new URLSearchParams({ as: event.target.value, ...stays });
  });
  byId("drawer-toggle").addEventListener("click", () => drawer(!document.body.classList.contains("drawer-open")));
  byId("backdrop").addEventListener("click", () => drawer(false));
  byId("sidebar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") drawer(false);
  });
  narrow.addEventListener("change", () => drawer(false));
  drawer(false);
}

const narrow = matchMedia("(max-width: 760px)");

// drawer opens or closes the sidebar where it lies over the page; what is closed can't be tabbed into.
export function drawer(open) {
  const was = document.body.classList.contains("drawer-open");
  document.body.classList.toggle("drawer-open", open);
  byId("drawer-toggle").setAttribute("aria-expanded", String(open));
  byId("sidebar").inert = narrow.matches && !open;
  if (open) byId("you-are").focus();
  else if (was && narrow.matches) byId("drawer-toggle").focus();
}

// isNarrow says whether the sidebar lies over the page.
export function isNarrow() {
  return narrow.matches;
}

// drawSidebar redraws all of it; current is what is open: a channel's id or one of the app's tabs.
export function drawSidebar(current) {
  drawSwitcher();
  const { app } = workspace;
  const channels = [...workspace.channels.values()];
  const focused = document.activeElement?.dataset?.open;
  const places = byId("places");
  redraw(
    places,
    group("App", [appPlace(current)]),
    group(
      "Channels",
      channels.filter((one) => one.kind !== "im").map((one) => channelPlace(one, current)),
    ),
    group(
      "Direct messages",
      channels.filter((one) => one.kind === "im" && one.id !== app.dm).map((one) => dmPlace(one, current)),
    ),
  );
  if (focused) places.querySelector(`[data-open="${CSS.escape(focused)}"]`)?.focus();
  const unread = channels.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${personName(workspace.me.id)} · Sandbox, not Slack`;
}

// drawSwitcher leaves the list alone while the person has it in hand.
function drawSwitcher() {
  const select = byId("you-are");
  if (document.activeElement === select && select.options.length) return;
  const people = [...workspace.people.values()].filter((person) => !person.bot);
  select.replaceChildren(
    ...people.map(({ id, title, guest, stranger, deleted }) => {
      const marks = [guest && "guest", stranger && "other company", deleted && "deactivated"];
      const words = [personName(id), title, ...marks].filter(Boolean).join(" · ");
      return h("option", { value: id, selected: id === workspace.me.id, disabled: deleted }, words);
    }),
  );
}

function group(title, items) {
  return items.length ? h("section", {}, h("h2", {}, title), h("ul", {}, items)) : "";
}

function appPlace(current) {
  const { app, sockets } = workspace;
  return place({
    open: app.home === false ? "messages" : "home",
    label: app.name,
    mark: avatar({ bot: true }),
    unread: unreadOf(app.dm),
    active: ["home", "messages", "about"].includes(current),
    note: sockets > 0 ? "" : "not connected",
  });
}

function channelPlace({ id, name, kind, unread, archived }, current) {
  const mark = kind === "private" ? icon("lock") : "#";
  return place({ open: id, label: name, mark, unread, active: id === current, note: archived && "archived" });
}

function dmPlace(channel, current) {
  const { id, peer, unread } = channel;
  const name = channelName(channel);
  const label = peer === workspace.me.id ? `${name} (you)` : name;
  return place({ open: id, label, mark: avatar({ user: peer, name }), unread, active: id === current });
}

function place({ open, label, mark, unread, active, note }) {
  const attributes = {
    href: `/?${new URLSearchParams({ as: workspace.me.id, open })}`,
    class: `place ${unread ? "unread" : ""}`,
    "data-open": open,
    "aria-current": active ? "page" : null,
  };
  const count = () => [String(unread), hidden(unread === 1 ? " unread message" : " unread messages")];
  return h("li", {}, [
    h("a", attributes, [
      h("span", { class: "mark" }, mark),
      h("span", { class: "label" }, label),
      note && h("span", { class: "note" }, note),
      unread > 0 && h("span", { class: "unread-count" }, count()),
    ]),
  ]);
}
