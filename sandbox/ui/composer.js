// The field one writes messages and commands in, the list it offers, and the suggestions above it. A draft stays
// with its channel until it is sent.

import { act, tab } from "./api.js";
import { usage } from "./complete.js";
import { openChannel, refreshMessages, toEnd } from "./conversation.js";
import { byId, h, hidden, say } from "./dom.js";
import { writable } from "./field.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { channelName, findChannel, personName, workspace } from "./workspace.js";

let writingTo = ""; // the channel whose draft the field holds
const draftOf = (channel) => `draft:${tab.as}:${channel}`;

// send writes text into a channel; what begins with a slash is a command. It says what went wrong and returns
// whether it went well.
export async function send(channel, text, threadTS = "") {
  const command = text.startsWith("/") && !threadTS;
  const waiting = byId("waiting");
  waiting.textContent = command ? `${text.split(/\s/)[0]} is with the app…` : "";
  const answer = command
    ? await act("command", { channel, text })
    : await act("say", { channel, text, ...(threadTS ? { thread_ts: threadTS } : {}) });
  waiting.textContent = "";
  await refreshMessages();
  if (openChannel() === channel && !threadTS) toEnd();
  // A failed command stands in the log by itself, as a red line.
  const inLog = command && [...document.querySelectorAll("#messages .failure")].at(-1)?.textContent === answer.error;
  if (!answer.ok && !inLog) say(answer.error, true);
  return answer.ok;
}

let goTo; // opens a channel

// mountComposer ties the field of the open channel; go opens another one.
export function mountComposer(go) {
  goTo = go;
  const field = byId("composer");
  const submit = () => {
    const text = field.value.trim();
    const channel = writingTo;
    if (!text) return;
    put(field, "");
    send(channel, text).then((ok) => {
      if (!ok && !text.startsWith("/") && !field.value) put(field, text);
    });
  };
  writable(field, byId("offers"), submit);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    sessionStorage.setItem(draftOf(writingTo), field.value);
    byId("usage").textContent = usage(field.value);
  });
  byId("shortcuts").replaceWith(
    menuButton(
      { id: "shortcuts", class: "quiet", "aria-label": "Shortcuts", title: "Shortcuts" },
      icon("bolt"),
      shortcutItems,
    ),
  );
}

function shortcutItems() {
  const items = workspace.shortcuts
    .filter((one) => one.type === "global")
    .map((one) => ({
      label: one.name,
      note: one.description,
      attributes: { "data-callback-id": one.callback_id },
      choose: async () => {
        const answer = await act("shortcut", { callback_id: one.callback_id });
        if (!answer.ok) say(answer.error, true);
      },
    }));
  return items.length ? items : [{ label: "The app has no global shortcut", choose: () => {} }];
}

function put(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input"));
}

// showComposer sets the field up for a channel.
export function showComposer(channel) {
  const field = byId("composer");
  const closed = channel.archived
    ? "This channel is archived; nothing can be written here."
    : channel.member === false
      ? "You haven't joined this channel, so you can only read it."
      : channel.read_only
        ? "Sending messages to this app has been turned off."
        : "";
  byId("composer-form").hidden = closed !== "";
  byId("closed").textContent = closed;
  const name = `Message ${channelName(channel)}`;
  byId("composer-label").textContent = name;
  field.placeholder = name;
  writingTo = channel.id;
  put(field, sessionStorage.getItem(draftOf(channel.id)) ?? "");
  byId("offers").hidden = true;
  drawTry();
}

// drawTry shows the suggestions; each acts in one click, as somebody else if it says so.
function drawTry() {
  byId("try").replaceChildren(
    ...(workspace.try.length ? [h("span", { class: "muted" }, "Try")] : []),
    ...workspace.try.map((one, i) => {
      const other = one.as && one.as !== tab.as;
      return h(
        "button",
        { class: "chip", "data-try": String(i), title: one.text, onclick: () => runTry(one) },
        one.label,
        other && h("span", { class: "note" }, hidden(","), ` as ${personName(one.as).split(" ")[0]}`),
      );
    }),
  );
}

// runTry goes to the suggestion's channel, as its person, and does it there; a reload carries it over in the session.
function runTry(one) {
  const channel = one.channel ? findChannel(one.channel) : { id: workspace.app.dm, kind: "im" };
  if (one.as && one.as !== tab.as) {
    sessionStorage.setItem("try", JSON.stringify({ ...one }));
    location.search = new URLSearchParams({
      as: one.as,
      ...(channel && channel.kind !== "im" ? { open: channel.id } : {}),
    });
    return;
  }
  if (!channel) return say(`There is no ${one.channel} that you can see.`, true);
  goTo(channel.id).then(() => one.text && send(channel.id, one.text));
}

// resumeTry does what a suggestion began before the page was loaded as its person.
export function resumeTry() {
  const waiting = sessionStorage.getItem("try");
  sessionStorage.removeItem("try");
  const one = waiting && JSON.parse(waiting);
  if (one?.as === tab.as) runTry(one);
}
