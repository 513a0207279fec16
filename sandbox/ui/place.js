// The heading of what is open: a channel with what is to know about it, or the app with its tabs.

import { byId, h, redraw } from "./dom.js";
import { icon } from "./icons.js";
import { channelName, workspace } from "./workspace.js";

const tabs = { home: "Home", messages: "Messages", about: "About" };

// drawPlace writes the heading; current is a channel's id or one of the app's tabs, go opens another tab.
export function drawPlace(current, go) {
  const focused = document.activeElement?.dataset?.tab;
  const { app } = workspace;
  const channel = workspace.channels.get(current);
  redraw(
    byId("place"),
    ...(current in tabs
      ? [h("h1", {}, app.name), tabList(current, go)]
      : [
          h("h1", {}, channel?.kind === "private" && icon("lock"), channelName(channel)),
          h("p", { class: "muted" }, notes(channel).join(" · ")),
        ]),
  );
  if (focused) byId("place").querySelector(`[data-tab="${focused}"]`)?.focus();
}

function notes(channel) {
  if (!channel) return [];
  if (channel.kind === "im") return [workspace.people.get(channel.peer)?.title].filter(Boolean);
  const app = channel.bot ? `${workspace.app.name} is here` : `${workspace.app.name} is not in this channel`;
  return [channel.topic, channel.kind === "private" && "private", channel.archived ? "archived" : app].filter(Boolean);
}

function tabList(current, go) {
  const names = Object.keys(tabs).filter((name) => name !== "home" || workspace.app.home !== false);
  const turn = async (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = names[(names.indexOf(current) + step + names.length) % names.length];
    await go(next);
    byId("place").querySelector(`[data-tab="${next}"]`)?.focus();
  };
  const tab = (name) => {
    const attributes = {
      role: "tab",
      "data-tab": name,
      "aria-selected": String(name === current),
      "aria-controls": name === "messages" ? "talk" : name,
      tabindex: name === current ? "0" : "-1",
      onclick: () => go(name),
      onkeydown: turn,
    };
    return h("button", attributes, tabs[name]);
  };
  return h("div", { role: "tablist", "aria-label": workspace.app.name }, names.map(tab));
}
