// One message: who, when, what, and the reactions below it.

import { blocks } from "./blocks.js";
import { fromServer, h } from "./dom.js";
import { fileNodes } from "./files.js";
import { icon } from "./icons.js";
import { run, toggle, toolbar } from "./messagebar.js";
import { clockTime, fullTime } from "./time.js";
import { personName, workspace } from "./workspace.js";

// messageNode draws message m. place is {channel, grouped, inThread, openThread(ts), refresh()}; grouped leaves name
// and picture out, because the message above has the same author.
export function messageNode(m, place) {
  const body = h("div", { class: "body" });
  const drawBody = () => body.replaceChildren(...[bodyOf(m, place)].flat(2).filter(Boolean));
  drawBody();
  const kind = [m.ephemeral && "ephemeral", m.failed && "failed", place.grouped && "grouped", m.bot && "bot"];
  return h(
    "article",
    {
      class: `message ${kind.filter(Boolean).join(" ")}`,
      "data-ts": m.ts,
      "data-channel": place.channel,
      "data-user": m.user,
      "aria-label": `${nameOf(m)}, ${clockTime(m.ts)}`,
      tabindex: "-1",
    },
    place.grouped ? timeOf(m, "aside-time") : avatar(m),
    h("div", { class: "content" }, [
      m.ephemeral && onlyYou(m, place),
      !place.grouped && byline(m),
      body,
      m.reactions?.length > 0 && reactions(m, place),
      !place.inThread && m.replies > 0 && repliesButton(m, place),
    ]),
    !m.failed && toolbar(m, place, body, drawBody),
  );
}

function nameOf(m) {
  return workspace.people.has(m.user) ? personName(m.user) : m.name || personName(m.user);
}

function timeOf(m, look) {
  return h("time", { class: look, title: fullTime(m.ts) }, clockTime(m.ts));
}

// avatar is the person's initials on the person's colour; the app has a leaf.
export function avatar({ user, bot, name }) {
  const person = workspace.people.get(user);
  const initials = person?.initials ?? (name || user || "?").slice(0, 2).toUpperCase();
  const node = h("div", { class: `avatar ${bot ? "app" : ""}`, "aria-hidden": "true" }, bot ? icon("leaf") : initials);
  if (person?.color && !bot) node.style.setProperty("--person", person.color);
  return node;
}

function byline(m) {
  const name = h("strong", { title: workspace.people.get(m.user)?.title }, nameOf(m));
  return h("p", { class: "byline" }, name, m.bot && h("span", { class: "badge" }, "APP"), timeOf(m));
}

function onlyYou(m, place) {
  const dismiss = () => run(place, "dismiss", m);
  const button = h("button", { class: "link", "data-act": `dismiss-${m.ts}`, "data-do": "dismiss", onclick: dismiss });
  button.append("Dismiss");
  return h("p", { class: "only-you" }, icon("lock"), "Only visible to you", button);
}

function repliesButton(m, place) {
  const open = () => place.openThread(m.ts);
  const words = m.replies === 1 ? "1 reply" : `${m.replies} replies`;
  return h("button", { class: "replies link", "data-act": `replies-${m.ts}`, onclick: open }, words);
}

function bodyOf(m, place) {
  if (m.failed) return h("p", { class: "failure", role: "alert" }, m.failed);
  const at = { channel: place.channel, ts: m.ts };
  const drawn =
    m.bot && m.blocks.length
      ? blocks(m.html, "message", `${place.channel}/${m.ts}`, at)
      : h("div", { class: "text" }, fromServer(m.html));
  return [drawn, fileNodes(m.files), m.edited && !m.bot && h("span", { class: "edited" }, "(edited)")];
}

function reactions(m, place) {
  const pills = m.reactions.map((one) => {
    const mine = one.users.includes(workspace.me.id);
    const names = one.users.map((id) => (id === workspace.me.id ? "You" : personName(id)));
    const who = `${names.join(", ")} reacted with :${one.name}:`;
    const attributes = {
      class: "reaction",
      title: who,
      "aria-label": `${one.users.length}, ${who}. ${mine ? "Take yours back" : "Add yours"}`,
      "aria-pressed": String(mine),
      "data-reaction": one.name,
      "data-act": `reaction-${m.ts}-${one.name}`,
      onclick: () => toggle(place, m, one.name),
    };
    const glyph = h("span", { class: "emoji", "aria-hidden": "true" }, one.glyph);
    return h("button", attributes, glyph, h("span", { class: "count" }, String(one.users.length)));
  });
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, pills);
}
