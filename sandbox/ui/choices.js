// Elements with choices: menus, lists of checkboxes, radio buttons. Each maker takes the element, the value to
// show, how the field is named (about), and changed(value), and returns one node that carries data-action-id.

import { freshId, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { channelName, mates, personName, workspace } from "./workspace.js";

// holds says under which name a choice is kept in the state of a view.
// https://docs.slack.dev/reference/views/view-state
const holds = {
  static_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
};

export const choiceMakers = {
  static_select: menu,
  users_select: menu,
  conversations_select: menu,
  channels_select: menu,
  multi_static_select: list,
  multi_users_select: list,
  multi_conversations_select: list,
  multi_channels_select: list,
  checkboxes: boxes,
  radio_buttons: boxes,
};

// firstChoice is the state of a field nobody touched.
export function firstChoice(element, ctx) {
  const name = holds[element.type];
  const initial = element[name.replace("selected_", "initial_")];
  const here = element.default_to_current_conversation && ctx.channel;
  return { type: element.type, [name]: initial ?? (name.endsWith("s") ? [] : here || null) };
}

// chosen lists the values: option values, user ids or channel ids.
export function chosen(state) {
  const value = state[holds[state.type]];
  return (Array.isArray(value) ? value : [value]).filter(Boolean).map((one) => one.value ?? one);
}

function stateOf(element, values) {
  const name = holds[element.type];
  const options = name.startsWith("selected_option") ? optionsOf(element) : null;
  const full = values.map((value) => (options ? options.find((option) => option.value === value) : value));
  return { type: element.type, [name]: name.endsWith("s") ? full : (full[0] ?? null) };
}

function optionsOf(element) {
  return element.options ?? (element.option_groups ?? []).flatMap((group) => group.options ?? []);
}

// groupsOf is what can be chosen, as [{label, options: [{value, label, note}]}]; label and note are lists of nodes.
function groupsOf(element) {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") {
    const people = mates().map(({ id, title }) => ({ value: id, label: [personName(id)], note: title ? [title] : [] }));
    return [{ options: people }];
  }
  if (kind === "conversations_select" || kind === "channels_select") {
    const found = conversations(element, kind);
    return [{ options: found.map((channel) => ({ value: channel.id, label: [channelName(channel)], note: [] })) }];
  }
  const drawn = (options) =>
    (options ?? []).map(({ value, text, description }) => ({
      value,
      label: textObject(text),
      note: textObject(description),
    }));
  if (!element.option_groups) return [{ options: drawn(element.options) }];
  return element.option_groups.map((group) => ({ label: group.label?.text, options: drawn(group.options) }));
}

function conversations(element, kind) {
  const wanted = kind === "channels_select" ? ["public"] : (element.filter?.include ?? ["public", "private", "im"]);
  const kinds = wanted.map((name) => (name === "public" ? "channel" : name));
  const noBots = element.filter?.exclude_bot_users === true;
  return [...workspace.channels.values()].filter(
    (channel) => kinds.includes(channel.kind) && !channel.archived && !(noBots && channel.id === workspace.app.dm),
  );
}

function words(nodes) {
  return nodes.map((node) => node.textContent ?? node).join("");
}

// menu is one choice out of many.
function menu(element, state, about, changed) {
  const [current] = chosen(state);
  const draw = ({ value, label, note }) => {
    const line = [words(label), words(note)].filter(Boolean).join(" · ");
    return h("option", { value, selected: value === current }, line);
  };
  const first = h("option", { value: "", selected: !current }, element.placeholder?.text ?? "Choose one");
  const rest = groupsOf(element).map(({ label, options }) =>
    label ? h("optgroup", { label }, options.map(draw)) : options.map(draw),
  );
  const send = () => changed(stateOf(element, select.value ? [select.value] : []));
  const attributes = { ...about.attributes, "data-action-id": element.action_id, onchange: send };
  const select = h("select", attributes, first, rest);
  return select;
}

// list is many out of many: a line that says what is chosen and opens into checkboxes. Where a choice is sent at
// once, it is sent when the list closes, as Slack does.
function list(element, state, about, changed) {
  let values = chosen(state);
  let before = values.join();
  const name = about.name ?? element.action_id;
  const groups = groupsOf(element);
  const all = groups.flatMap((group) => group.options);
  const face = h("summary");
  const boxesOf = (options) =>
    options.map((option) =>
      tick("checkbox", option, values.includes(option.value), null, (box) => {
        values = box.checked ? [...values, box.value] : values.filter((value) => value !== box.value);
        say();
        changed(stateOf(element, values), "choosing");
      }),
    );
  const drawn = groups.map(({ label, options }) => [label && h("p", { class: "group" }, label), boxesOf(options)]);
  const box = h("div", { class: "multi-options", role: "group", "aria-label": name, ...about.group }, drawn);
  const details = h("details", { class: "multi", "data-action-id": element.action_id }, face, box);
  const say = () => {
    const names = all.filter((option) => values.includes(option.value)).map((option) => words(option.label));
    const none = element.placeholder?.text ?? "Choose any";
    face.replaceChildren(names.length ? names.join(", ") : h("span", { class: "muted" }, none));
    face.setAttribute("aria-label", `${name}: ${face.textContent}`);
    const full = values.length >= (element.max_selected_items ?? Infinity);
    for (const input of box.querySelectorAll("input")) input.disabled = full && !input.checked;
  };
  details.addEventListener("toggle", () => {
    if (details.open || values.join() === before) return;
    before = values.join();
    changed(stateOf(element, values), "chosen");
  });
  say();
  return details;
}

// boxes are checkboxes or radio buttons, all in view.
function boxes(element, state, about, changed) {
  const kind = element.type === "checkboxes" ? "checkbox" : "radio";
  const current = chosen(state);
  const group = freshId("choice");
  const send = () =>
    changed(
      stateOf(
        element,
        [...node.querySelectorAll("input:checked")].map((box) => box.value),
      ),
    );
  const attributes = { class: "boxes", role: kind === "radio" ? "radiogroup" : "group", ...about.group };
  if (!attributes["aria-labelledby"]) attributes["aria-label"] = about.name ?? element.action_id;
  const node = h(
    "div",
    { ...attributes, "data-action-id": element.action_id },
    groupsOf(element)[0].options.map((option) => tick(kind, option, current.includes(option.value), group, send)),
  );
  return node;
}

function tick(kind, { value, label, note }, checked, name, changed) {
  const box = h("input", { type: kind, name, value, checked, onchange: () => changed(box) });
  return h(
    "label",
    { class: "tick" },
    box,
    h("span", {}, label, note.length > 0 && h("span", { class: "note" }, note)),
  );
}
