// What one can do to a message: react, reply, the app's message shortcuts, and edit or delete one's own.

import { act } from "./api.js";
import { confirmed } from "./confirm.js";
import { copy, freshId, h, say } from "./dom.js";
import { writable } from "./field.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { workspace } from "./workspace.js";

// run does an act on message m and says so if it was refused.
export async function run(place, kind, m, fields = {}) {
  const answer = await act(kind, { channel: place.channel, ts: m.ts, ...fields });
  if (!answer.ok) say(answer.error, true);
  await place.refresh();
  return answer.ok;
}

// toggle adds the person's reaction or takes it back.
export function toggle(place, m, name) {
  const mine = m.reactions?.find((one) => one.name === name)?.users.includes(workspace.me.id);
  return run(place, mine ? "unreact" : "react", m, { name });
}

// toolbar shows on hover and while the focus is in the message. Ephemeral messages can only be dismissed.
export function toolbar(m, place, body, drawBody) {
  if (m.ephemeral) return null;
  const names = (what, words) => ({
    "data-act": `${what}-${m.ts}`,
    "data-do": what,
    "aria-label": words,
    title: words,
  });
  const trophy = names("trophy", "React with a trophy");
  const reply = names("reply", "Reply in thread");
  const more = moreOf(m, place, body, drawBody);
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message" }, [
    h(
      "button",
      { ...trophy, onclick: () => toggle(place, m, "trophy") },
      h("span", { class: "emoji" }, workspace.emoji[0].glyph),
    ),
    menuButton(names("react", "React"), icon("smile"), () => quick().map((one) => emojiItem(m, place, one)), "grid"),
    !place.inThread && h("button", { ...reply, onclick: () => place.openThread(m.thread_ts || m.ts) }, icon("reply")),
    more.length > 0 && menuButton(names("more", "More"), icon("more"), () => more),
  ]);
}

// quick are the emoji that the list of reactions offers.
function quick() {
  return workspace.emoji.slice(0, 12);
}

function emojiItem(m, place, { name, glyph }) {
  const attributes = {
    class: "emoji",
    "data-emoji": name,
    "aria-label": name.replaceAll("_", " "),
    title: `:${name}:`,
  };
  return { label: glyph, attributes, choose: () => toggle(place, m, name) };
}

function moreOf(m, place, body, drawBody) {
  const own = m.user === workspace.me.id;
  const shortcuts = workspace.shortcuts.filter((one) => one.type === "message");
  return [
    ...shortcuts.map((one) => ({
      label: one.name,
      note: workspace.app.name,
      attributes: { "data-callback-id": one.callback_id },
      choose: () => run(place, "shortcut", m, { callback_id: one.callback_id }),
    })),
    m.permalink && { label: "Copy link", attributes: { "data-do": "copy-link" }, choose: () => copy(m.permalink) },
    own && { label: "Edit", attributes: { "data-do": "edit" }, choose: () => edit(m, place, body, drawBody) },
    own && { label: "Delete", danger: true, attributes: { "data-do": "delete" }, choose: () => remove(m, place) },
  ].filter(Boolean);
}

async function remove(m, place) {
  const sure = await confirmed({
    title: "Delete this message?",
    text: "It goes away for everybody.",
    yes: "Delete",
    no: "Keep it",
    danger: true,
  });
  if (sure) run(place, "delete", m);
}

// edit puts a field in the place of the message's body until it's saved or left with Esc.
function edit(m, place, body, drawBody) {
  const offers = h("ul", { class: "offers", id: freshId("offers"), role: "listbox", "aria-label": "Suggestions" });
  offers.hidden = true;
  const field = h("textarea", { "aria-label": "Edit message", rows: 2, value: m.typed });
  const save = async () => {
    if (await run(place, "edit", m, { text: field.value })) drawBody();
  };
  writable(field, offers, save, { commands: false });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && offers.hidden) drawBody();
  });
  const buttons = h("div", { class: "dialog-buttons" }, [
    h("button", { onclick: drawBody }, "Cancel"),
    h("button", { class: "primary", onclick: save }, "Save"),
  ]);
  body.replaceChildren(h("div", { class: "editing" }, offers, field, buttons));
  field.focus();
}
