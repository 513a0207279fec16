// Elements that hold a value. What a person typed outlives a redraw: it is kept under the place (view or message), the
// block_id and the action_id, which is Slack's own rule for what survives an update.

import { freshId, h } from "./dom.js";
import { choiceMakers, chosen, firstChoice } from "./choices.js";
import { fromText, toText } from "./richtext.js";
import { dateOnly, clockTime, fromWall } from "./time.js";

const kept = new Map(); // place → "block_id/action_id" → state

// forget drops what was typed into a view that is gone.
export function forget(place) {
  kept.delete(place);
}

// isInput says whether an element holds a value (a button doesn't).
export function isInput(element) {
  return element.type in textMakers || element.type in choiceMakers || element.type in whenMakers;
}

// control draws a field. about.name is its label in words; about.labelId, about.describedBy, about.id tie the
// label, hint and error to it.
export function control(element, block, ctx, about) {
  const key = `${block.block_id}/${element.action_id}`;
  const field = { element, block, state: kept.get(ctx.place)?.get(key) };
  if (field.state?.type !== element.type) field.state = firstState(element, ctx);
  ctx.fields.set(key, field);
  const changed = async (state, how = "chosen") => {
    const before = field.state;
    field.state = state;
    keep(ctx.place, key, state);
    if (!sends(block, element, how)) return;
    const asked = await ctx.click(field.node, block, element, { ...sent(state) });
    if (asked) return;
    // "No" to the confirmation: the field goes back to what it was.
    keep(ctx.place, key, before);
    field.node.replaceWith(control(element, block, ctx, about));
  };
  const make = textMakers[element.type] ?? whenMakers[element.type] ?? choiceMakers[element.type];
  const entered = sends(block, element, "entered");
  field.node = make(element, field.state, { ...withAttributes(about), entered }, changed);
  return field.node;
}

function keep(place, key, state) {
  if (!kept.has(place)) kept.set(place, new Map());
  kept.get(place).set(key, state);
}

function withAttributes(about) {
  const shared = { "aria-describedby": about.describedBy || null, "aria-invalid": about.invalid ? "true" : null };
  const required = about.required ? "true" : null;
  return {
    ...about,
    attributes: { id: about.id, ...shared, "aria-required": required, "aria-label": about.labelId ? null : about.name },
    group: { id: about.id, ...shared, "aria-labelledby": about.labelId ?? null },
  };
}

// sends says whether a change goes to the app at once: always outside of input blocks; inside only if the block asks.
function sends(block, element, how) {
  if (how === "choosing") return false;
  if (how !== "typed" && how !== "entered") return block.type !== "input" || block.dispatch_action === true;
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return block.dispatch_action === true && on.includes(how === "typed" ? "on_character_entered" : "on_enter_pressed");
}

function sent(state) {
  if (state.type in choiceMakers) {
    const values = chosen(state);
    return { selected: state.type.startsWith("multi_") || state.type === "checkboxes" ? values : (values[0] ?? null) };
  }
  if (state.type in whenMakers)
    return { selected: state.selected_date ?? state.selected_time ?? state.selected_date_time };
  return { value: state.value ?? null };
}

// collect is the state object of a view or message: block_id → action_id → value.
export function collect(ctx) {
  const values = {};
  for (const { block, element, state } of ctx.fields.values()) {
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: state };
  }
  return values;
}

function firstState(element, ctx) {
  const type = element.type;
  if (type in choiceMakers) return firstChoice(element, ctx);
  if (type === "datepicker") return { type, selected_date: element.initial_date ?? null };
  if (type === "timepicker") return { type, selected_time: element.initial_time ?? null };
  if (type === "datetimepicker") return { type, selected_date_time: element.initial_date_time ?? null };
  if (type === "rich_text_input") return { type, rich_text_value: element.initial_value ?? fromText("") };
  if (type === "file_input") return { type, files: [] };
  return { type, value: element.initial_value ?? null };
}

const textMakers = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: text,
  file_input: (element, _, about) =>
    h(
      "div",
      { "data-action-id": element.action_id, ...about.group },
      h("p", { class: "muted" }, "Files can't be uploaded in the sandbox."),
    ),
};

const whenMakers = {
  datepicker: (element, state, about, changed) =>
    when("date", element, about, state.selected_date, (value) => changed({ type: element.type, selected_date: value })),
  timepicker: (element, state, about, changed) =>
    when("time", element, about, state.selected_time, (value) => changed({ type: element.type, selected_time: value })),
  datetimepicker: (element, state, about, changed) => {
    const at = state.selected_date_time;
    return when("datetime-local", element, about, at && `${dateOnly(at)}T${clockTime(at)}`, (value) =>
      changed({ type: element.type, selected_date_time: value && fromWall(...value.split("T")) }),
    );
  },
};

function when(type, element, about, value, changed) {
  const input = h("input", {
    type,
    ...about.attributes,
    "data-action-id": element.action_id,
    value: value ?? "",
    onchange: () => changed(input.value || null),
  });
  return input;
}

// text is every field one types into. Its counter is a description of the field, so it is read with it.
function text(element, state, about, changed) {
  const rich = element.type === "rich_text_input";
  const many = rich || element.multiline;
  const counter =
    element.max_length || element.min_length ? h("span", { class: "counter", id: freshId("counter") }) : null;
  const told = [about.attributes["aria-describedby"], counter?.id].filter(Boolean).join(" ");
  const input = h(many ? "textarea" : "input", {
    ...about.attributes,
    "aria-describedby": told || null,
    "data-action-id": element.action_id,
    type: many ? null : "text",
    rows: many ? 4 : null,
    placeholder: element.placeholder?.text,
    inputmode: { number_input: "decimal", email_text_input: "email", url_text_input: "url" }[element.type],
    autocomplete: "off",
    value: rich ? toText(state.rich_text_value) : (state.value ?? ""),
  });
  const read = () =>
    rich
      ? { type: element.type, rich_text_value: fromText(input.value) }
      : { type: element.type, value: input.value === "" ? null : input.value };
  const count = () => {
    if (counter) counter.textContent = counted([...input.value].length, element);
  };
  input.addEventListener("input", () => {
    count();
    changed(read(), "typed");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || many || !about.entered) return;
    event.preventDefault(); // the app asked for this Enter; it doesn't send the form
    changed(read(), "entered");
  });
  count();
  return counter ? h("div", { class: "counted" }, input, counter) : input;
}

function counted(length, { min_length: min, max_length: max }) {
  if (min && length < min) return `${length} of at least ${min}`;
  return max ? `${length} of ${max}` : "";
}

// problems are the errors a form shows before it is sent, block_id → sentence.
export function problems(ctx) {
  const found = {};
  for (const { block, element, state } of ctx.fields.values()) {
    const sentence = block.type === "input" && problem(element, state, block.optional === true);
    if (sentence) found[block.block_id] = sentence;
  }
  return found;
}

function problem(element, state, optional) {
  if (element.type in choiceMakers) return !optional && chosen(state).length === 0 ? "Choose one to go on." : "";
  const value =
    element.type === "rich_text_input" ? toText(state.rich_text_value) : (sent(state).value ?? sent(state).selected);
  if (value === null || value === undefined || value === "") return optional ? "" : "Fill this in to go on.";
  const length = [...String(value)].length;
  if (element.min_length && length < element.min_length)
    return `Write at least ${element.min_length} characters; this has ${length}.`;
  if (element.max_length && length > element.max_length)
    return `Keep it to ${element.max_length} characters; this has ${length}.`;
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value))
    return "Write an email address, like ada@example.com.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/i.test(value))
    return "Write a link that begins with http:// or https://.";
  return element.type === "number_input" ? numberProblem(element, value) : "";
}

function numberProblem(element, text) {
  const value = Number(text);
  if (Number.isNaN(value)) return "Write a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(value)) return "Write a whole number.";
  if (element.min_value !== undefined && value < Number(element.min_value))
    return `Write ${element.min_value} or more.`;
  return element.max_value !== undefined && value > Number(element.max_value)
    ? `Write ${element.max_value} or less.`
    : "";
}
