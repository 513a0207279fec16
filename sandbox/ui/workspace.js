// What everybody on the page needs to know about the workspace: people, channels, the app, and who we are.

import { read, tab } from "./api.js";
import { setClock } from "./time.js";

export const workspace = {
  me: null,
  people: new Map(),
  channels: new Map(),
  app: null,
  commands: [],
  shortcuts: [],
  try: [],
  emoji: [], // {name, glyph}, the most used first
  methods: [], // names of the Web API's methods
  faults: {}, // those that last: {acks, revoked}
  notices: 0, // how many are not seen
  restart: false, // whether one can start over
  sockets: 0,
};

// load fetches the state of the workspace as this tab's person sees it.
export async function load() {
  const state = await read("state");
  const unread = state.unread ?? {};
  workspace.me = state.me;
  workspace.people = new Map((state.people ?? []).map((person) => [person.id, person]));
  workspace.channels = new Map(
    (state.channels ?? []).map((channel) => [
      channel.id,
      { ...channel, unread: channel.unread || unread[channel.id] || 0 },
    ]),
  );
  workspace.app = state.app ?? {};
  workspace.commands = state.commands ?? [];
  workspace.shortcuts = state.shortcuts ?? [];
  workspace.try = state.try ?? [];
  workspace.emoji = state.emoji ?? [];
  workspace.methods = state.methods ?? [];
  workspace.faults = state.faults ?? {};
  workspace.notices = state.notices ?? 0;
  workspace.restart = state.restart === true;
  workspace.sockets = state.sockets ?? 0;
  workspace.unread = unread;
  tab.as = state.me.id;
  setClock(state.clock, state.me.tz);
}

// personName falls back on the id: somebody from elsewhere, or the app itself.
export function personName(id) {
  const person = workspace.people.get(id);
  if (person) return person.display || person.name;
  return id === workspace.app?.bot_user ? workspace.app.name : id;
}

export function channelName(channel) {
  if (!channel) return "";
  if (channel.kind === "im") return channel.id === workspace.app?.dm ? workspace.app.name : personName(channel.peer);
  return `#${channel.name}`;
}

// findChannel takes an id or a name, with or without #.
export function findChannel(idOrName) {
  const name = (idOrName ?? "").replace(/^#/, "");
  return workspace.channels.get(idOrName) ?? [...workspace.channels.values()].find((channel) => channel.name === name);
}

// mates are the people one can mention or pick: nobody deactivated, no bot.
export function mates() {
  return [...workspace.people.values()].filter((person) => !person.deleted && !person.bot);
}

export function unreadOf(id) {
  return workspace.channels.get(id)?.unread ?? workspace.unread?.[id] ?? 0;
}
