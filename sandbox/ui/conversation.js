// The list of messages of the open channel, and the thread beside it. Only messages that changed are drawn anew, so
// that a screen reader hears what is new and nothing a person is doing in an older message is lost.

import { act, oneAtATime, read } from "./api.js";
import { byId, focusKey, h, refocus } from "./dom.js";
import { messageNode } from "./message.js";
import { dateOnly, longDay, nearDay } from "./time.js";
import { unreadOf, workspace } from "./workspace.js";

// from is the oldest message that the page holds; more come as the person scrolls up.
const open = { channel: "", thread: "", unread: 0, newFrom: "", latest: "", goTo: "", messages: null, from: "", older: false };
const nodes = { list: new Map(), thread: new Map() }; // key → {look, node}
let onThread = () => {};

// showChannel opens a channel; goTo is a message to scroll to, "" for the end.
export function showChannel(channel, goTo = "") {
  Object.assign(open, { channel, unread: unreadOf(channel), newFrom: "", latest: "", goTo, messages: null });
  Object.assign(open, { from: goTo, older: false });
  byId("messages").setAttribute("aria-live", "off"); // what is there already isn't news
  byId("messages").replaceChildren();
  nodes.list.clear();
  closeThread();
  return refreshMessages();
}

export function openChannel() {
  return open.channel;
}

// refreshMessages fetches and draws the open channel.
export const refreshMessages = oneAtATime(async () => {
  const channel = open.channel;
  if (!channel) return;
  const { messages, older } = await read("messages", { channel, from: open.from });
  if (channel !== open.channel) return;
  Object.assign(open, { older, from: older ? messages[0].ts : "" });
  redraw(messages);
});

// goBack fetches the messages before the oldest one, and keeps in view what is in view.
const goBack = oneAtATime(async () => {
  const { channel, from } = open;
  if (!open.older) return;
  const { messages } = await read("messages", { channel, from, before: from });
  if (channel !== open.channel || from !== open.from) return;
  const list = byId("messages");
  const below = list.scrollHeight - list.scrollTop;
  open.from = messages[0].ts;
  await refreshMessages();
  list.scrollTop = list.scrollHeight - below;
});

function redraw(messages) {
  const list = byId("messages");
  const first = open.messages === null;
  const atEnd = isAtEnd(list);
  open.messages = messages;
  const roots = messages.filter((m) => !m.thread_ts || m.thread_ts === m.ts);
  const others = roots.filter((m) => m.user !== workspace.me.id);
  if (first && open.unread > 0) open.newFrom = others.at(-open.unread)?.ts ?? "";
  sync(list, nodes.list, rows(roots));
  if (messages.length === 0) list.replaceChildren(h("p", { class: "empty" }, "Nothing here yet."));
  follow(list, roots.at(-1), first, atEnd);
  if (first) setTimeout(() => list.setAttribute("aria-live", "polite"), 300);
  drawThread();
}

// rows lists what stands in the log, in order: dividers and messages, each with a key and what its look depends on.
function rows(messages) {
  const out = [];
  let last = null;
  for (const m of messages) {
    const day = dateOnly(m.ts);
    const newDay = !last || dateOnly(last.ts) !== day;
    const near = nearDay(m.ts);
    if (newDay) out.push({ key: `day-${day}`, look: near, make: () => divider(near || longDay(m.ts)) });
    if (m.ts === open.newFrom) out.push({ key: "new", look: "", make: () => divider("New", "new") });
    const grouped = !newDay && m.ts !== open.newFrom && belongs(last, m);
    out.push(row(m, { grouped }));
    last = m;
  }
  return out;
}

// belongs says whether two messages read as one: same author, within five minutes, both for everybody.
function belongs(one, next) {
  const plain = (m) => !m.ephemeral && !m.failed;
  return one.user === next.user && next.ts - one.ts < 300 && plain(one) && plain(next);
}

function row(m, more) {
  const place = { channel: open.channel, openThread, refresh: refreshMessages, ...more };
  return { key: m.ts, look: JSON.stringify([m, more, workspace.me.id]), make: () => messageNode(m, place) };
}

function divider(text, kind = "day") {
  return h("div", { class: `rule ${kind}`, role: "separator" }, h("span", {}, text));
}

// sync makes list show rows, touching only what differs from what it shows.
function sync(list, shown, wanted) {
  const keys = new Set(wanted.map((one) => one.key));
  for (const [key, { node }] of shown) {
    if (keys.has(key)) continue;
    node.remove();
    shown.delete(key);
  }
  for (const child of [...list.children]) if (child.matches(".empty")) child.remove();
  let cursor = list.firstChild;
  for (const { key, look, make } of wanted) {
    const old = shown.get(key);
    if (old?.look === look) {
      if (old.node === cursor) cursor = cursor.nextSibling;
      else list.insertBefore(old.node, cursor);
      continue;
    }
    const focus = old ? focusKey(old.node) : null;
    const node = make();
    if (old) {
      if (old.node === cursor) cursor = cursor.nextSibling;
      old.node.replaceWith(node);
    } else list.insertBefore(node, cursor);
    shown.set(key, { look, node });
    if (focus && !refocus(node, focus)) node.focus({ preventScroll: true });
  }
}

// follow keeps the end in view if it was, or if the newest message is our own; else it offers the way there.
function follow(list, latest, first, atEnd) {
  const isNew = latest && latest.ts !== open.latest;
  const mine = latest && (latest.user === workspace.me.id || latest.ephemeral);
  const target = open.goTo && list.querySelector(`[data-ts="${CSS.escape(open.goTo)}"]`);
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.classList.add("found");
    open.goTo = "";
  } else if (first || atEnd || (isNew && mine)) toEnd();
  else if (isNew) byId("newer").hidden = false;
  if (isNew) markRead();
  open.latest = latest?.ts ?? "";
}

function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 60;
}

export function toEnd() {
  const list = byId("messages");
  list.scrollTop = list.scrollHeight;
  byId("newer").hidden = true;
}

// markRead tells the workspace once the person can see the channel.
function markRead() {
  if (document.visibilityState !== "visible" || unreadOf(open.channel) === 0) return;
  act("read", { channel: open.channel });
}

export function mountConversation(threadChanged) {
  onThread = threadChanged;
  const list = byId("messages");
  byId("newer").addEventListener("click", toEnd);
  document.addEventListener("visibilitychange", markRead);
  // A pane that opens, or a composer that grows, takes room from the list; its end stays in view.
  let wasAtEnd = true;
  list.addEventListener("scroll", () => {
    wasAtEnd = isAtEnd(list);
    if (wasAtEnd) byId("newer").hidden = true;
    if (list.scrollTop < 400 && !wasAtEnd) goBack();
  });
  new ResizeObserver(() => {
    if (wasAtEnd) toEnd();
  }).observe(list);
}

// openThread shows a message and its replies beside the channel.
function openThread(ts) {
  open.thread = ts;
  nodes.thread.clear();
  byId("thread-messages").replaceChildren();
  onThread(ts);
  drawThread();
}

export function closeThread() {
  if (open.thread) onThread("");
  open.thread = "";
}

export function openedThread() {
  return open.thread;
}

function drawThread() {
  if (!open.thread) return;
  const list = byId("thread-messages");
  const belongs = (open.messages ?? []).filter((m) => m.ts === open.thread || m.thread_ts === open.thread);
  const before = list.childElementCount;
  sync(
    list,
    nodes.thread,
    belongs.map((m) => row(m, { inThread: true, grouped: false })),
  );
  if (list.childElementCount > before) list.scrollTop = list.scrollHeight;
}
