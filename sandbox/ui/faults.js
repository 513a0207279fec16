// Faults to try the app with: the next answer of a method, the connection, the tokens, a channel; somebody new.

import { post } from "./api.js";
import { openChannel } from "./conversation.js";
import { byId, h, redraw, say } from "./dom.js";
import { channelName, workspace } from "./workspace.js";

// answers are what the next call of a method can get.
const answers = {
  slower: { words: "429, retry after 3 s", fields: { status: 429, code: "ratelimited", retry_after: "3" } },
  broken: { words: "500", fields: { status: 500, code: "internal_error" } },
  lost: { words: "no answer, though done", fields: { lost: true } },
  internal: { words: "internal_error", fields: { code: "internal_error" } },
  expired: { words: "expired_trigger_id", fields: { code: "expired_trigger_id" } },
};

// sockets are the ways in which Slack ends a connection.
const sockets = {
  cut: "Cut",
  warning: "Warning, 10 s ahead",
  refresh_requested: "Refresh",
  too_many_websockets: "Too many",
  link_disabled: "Switched off",
};

// mountFaults draws the tools once the workspace is known.
export function mountFaults() {
  const method = select("fault-method", "Call", workspace.methods.map((name) => [name, name]));
  method.value = "chat.postMessage";
  const answer = select("fault-kind", "Failure", pairs(answers, ({ words }) => words));
  const arm = () => {
    const { words, fields } = answers[answer.value];
    return order({ method: method.value, ...fields }, `The next ${method.value} gets: ${words}.`);
  };
  const socket = select("fault-socket", "End of the sockets", pairs(sockets, (words) => words));
  const end = () => order({ socket: socket.value }, `The sockets were ended: ${sockets[socket.value]}.`);
  byId("faults").replaceChildren(
    h("div", { class: "row" }, h("span", {}, "Next"), method, h("span", {}, "gets"), answer, button("fault", "Arm", arm)),
    h("div", { class: "row" }, h("span", {}, "Sockets"), socket, button("socket", "End", end)),
    h("div", { class: "row", id: "lasting" }),
  );
  drawFaults();
}

// drawFaults shows the faults that last as buttons that take them back.
export function drawFaults() {
  const row = document.getElementById("lasting");
  if (!row) return;
  const { acks, revoked } = workspace.faults;
  const focus = document.activeElement?.dataset.act;
  const lasting = (act, on, words, fields, done) =>
    button(act, words, () => order(fields, done), { "aria-pressed": String(on), class: on ? "on" : null });
  redraw(
    row,
    lasting("acks", acks > 0, "Acks 4 s late", { acks: acks > 0 ? 0 : 4 }, acks > 0 ? "Acks count again." : "Acks come too late now."),
    lasting("revoked", revoked, "Tokens revoked", { revoked: !revoked }, revoked ? "The tokens work again." : "The tokens are revoked."),
    button("kick", "Throw the app out", () => here("kick", "The app was thrown out of")),
    button("archive", "Archive", () => here("archive", "Archived")),
    button("join", "Somebody joins", join),
  );
  if (focus) row.querySelector(`[data-act="${focus}"]`)?.focus();
}

// here does something to the open channel.
function here(what, words) {
  const channel = workspace.channels.get(openChannel());
  if (!channel || channel.kind === "im") return say("Open a channel first; a direct message can't be changed so.", true);
  return order({ [what]: channel.id }, `${words} ${channelName(channel)}.`);
}

// newcomers are those who can join, one after the other.
const newcomers = ["Kim Sato", "Leo Marsh", "Ines Costa", "Omar Haddad", "Uma Rao"];

// join adds the next newcomer, whose profile names the present person as manager.
function join() {
  const name = newcomers.shift();
  if (!name) return say("Everybody who could join has joined.", true);
  return order({ join: name, manager: workspace.me.id }, `${name} has joined the workspace.`);
}

async function order(body, done) {
  try {
    await post("fault", body);
    say(done);
  } catch (problem) {
    say(problem.message, true);
  }
}

function button(act, words, onclick, more = {}) {
  return h("button", { "data-act": act, onclick, ...more }, words);
}

function select(id, name, options) {
  const lines = options.map(([value, words]) => h("option", { value }, words));
  return h("select", { id, "aria-label": name }, lines);
}

function pairs(map, words) {
  return Object.entries(map).map(([name, value]) => [name, words(value)]);
}
