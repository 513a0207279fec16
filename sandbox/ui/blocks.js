// Block Kit, drawn. A block we don't know says so and shows its JSON, so nothing an app sends goes unseen.
// https://docs.slack.dev/reference/block-kit/blocks

import { act } from "./api.js";
import { chart } from "./chart.js";
import { confirmed } from "./confirm.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { collect, control, isInput } from "./inputs.js";
import { markdown } from "./markdown.js";
import { menuButton } from "./menu.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

// context says where blocks stand ("message", "home" or "modal") and sends what is pressed there. place is the key
// under which typed values are kept; at holds the fields that name the place to the control API.
export function context(where, place, at, errors = {}) {
  const ctx = { where, place, errors, channel: at.channel, fields: new Map() };
  // click resolves to false if the person said no to the question before the act.
  ctx.click = async (node, block, element, fields) => {
    if (element.confirm && !(await confirmed(element.confirm))) return false;
    node.setAttribute("aria-busy", "true");
    node.parentNode?.querySelector(":scope > .warn")?.remove();
    const ids = { block_id: block.block_id, action_id: element.action_id };
    const answer = await act("click", { where, ...at, ...ids, ...fields, state: collect(ctx) });
    node.removeAttribute("aria-busy");
    if (!answer.ok) node.after(h("span", { class: "warn", role: "alert" }, `⚠ ${answer.error}`));
    return true;
  };
  return ctx;
}

// draw makes one node per block.
export function draw(blocks, ctx) {
  return (blocks ?? []).map((block) => {
    const drawn = (kinds[block.type] ?? unknown)(block, ctx);
    return h("div", { class: `block ${block.type}`, "data-block-id": block.block_id ?? "" }, drawn);
  });
}

const kinds = {
  section,
  actions,
  context: contextBlock,
  image,
  table,
  input,
  header: (block, ctx) => h(ctx.where === "modal" ? "h3" : "h2", {}, textObject(block.text)),
  divider: () => h("hr"),
  rich_text: (block) => richText(block),
  markdown: (block) => markdown(block.text ?? ""),
  data_visualization: (block) => chart(block),
};

function unknown(block) {
  return h("details", { class: "unknown" }, [
    h("summary", {}, `A block of type ${block.type}, which the sandbox doesn't draw`),
    h("pre", {}, JSON.stringify(block, null, 2)),
  ]);
}

function section(block, ctx) {
  const text = (object) => h("div", { class: "text" }, textObject(object));
  return [
    h("div", { class: "section-text" }, [
      block.text && text(block.text),
      block.fields && h("div", { class: "fields" }, block.fields.map(text)),
    ]),
    block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, ctx)),
  ];
}

function actions(block, ctx) {
  return (block.elements ?? []).map((one) => h("div", { class: "element" }, element(one, block, ctx)));
}

function contextBlock(block) {
  return (block.elements ?? []).map((one) => {
    if (one.type === "image") return h("span", { class: "tag" }, one.alt_text ?? "picture");
    return h("span", { class: "text" }, textObject(one));
  });
}

// element draws what stands beside or among others: a button, a menu, a field.
function element(one, block, ctx) {
  if (one.type === "button" || one.type === "workflow_button") return button(one, block, ctx);
  if (one.type === "overflow") return overflow(one, block, ctx);
  if (one.type === "image") return image(one);
  if (!isInput(one)) return h("span", { class: "muted" }, `[${one.type}: not drawn here]`);
  const name = one.accessibility_label ?? one.placeholder?.text ?? one.action_id;
  return control(one, block, ctx, { id: freshId("field"), name });
}

// button is a link as well if it has an address; Slack tells the app about the press all the same.
function button(one, block, ctx) {
  const isLink = /^(https?|mailto):/i.test(one.url ?? "");
  const node = h(isLink ? "a" : "button", {
    class: `button ${one.style ?? ""}`,
    "data-action-id": one.action_id,
    "aria-label": one.accessibility_label,
    ...(isLink ? { href: one.url, target: "_blank", rel: "noopener noreferrer" } : {}),
    onclick: () => {
      if (node.getAttribute("aria-busy") !== "true") ctx.click(node, block, one, { value: one.value });
    },
  });
  node.append(...textObject(one.text));
  return node;
}

function overflow(one, block, ctx) {
  const choose = (option) => {
    if (/^https?:/i.test(option.url ?? "")) open(option.url, "_blank", "noopener,noreferrer");
    ctx.click(node, block, one, { selected: option.value });
  };
  const items = () =>
    (one.options ?? []).map((option) => ({
      label: textObject(option.text),
      note: option.description && textObject(option.description),
      attributes: { "data-value": option.value },
      choose: () => choose(option),
    }));
  const attributes = { class: "button", "data-action-id": one.action_id, "aria-label": "More choices" };
  const node = menuButton(attributes, icon("more"), items);
  return node;
}

// image never fetches: the sandbox works without a network, and Slack's servers fetch pictures, not the reader's
// browser, so an address that only this computer knows can't work there.
function image(block) {
  const url = block.image_url ?? block.slack_file?.url ?? "";
  const local = /^https?:\/\/(localhost|127\.|10\.|192\.168\.|\[::1\])/i.test(url);
  const note = local ? "Slack would fail to download this address:" : "Pictures aren't fetched in the sandbox:";
  return h("figure", { class: "picture" }, [
    block.title && h("figcaption", {}, textObject(block.title)),
    h("div", { class: "frame", role: "img", "aria-label": block.alt_text ?? "" }, block.alt_text || "No alt text"),
    h("p", { class: "hint" }, `${note} ${url}`),
  ]);
}

// table draws the first row as its head, as Slack does.
function table(block) {
  const row = (tag) => (cells) =>
    h(
      "tr",
      {},
      (cells ?? []).map((one, column) => {
        const { align = "left", is_wrapped: wrapped } = block.column_settings?.[column] ?? {};
        const drawn = one?.type === "rich_text" ? richText(one) : String(one?.text ?? one?.value ?? "");
        const look = `align-${align} ${wrapped ? "wrapped" : ""}`;
        return h(tag, { class: look, scope: tag === "th" ? "col" : null }, drawn);
      }),
    );
  const [head, ...rows] = block.rows ?? [];
  const drawn = h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, rows.map(row("td"))));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" }, drawn);
}

// input ties label, hint and error to their field.
function input(block, ctx) {
  const ids = { field: freshId("field"), label: freshId("label"), hint: freshId("hint"), error: freshId("error") };
  const error = ctx.errors[block.block_id];
  const one = block.element ?? {};
  const about = {
    id: ids.field,
    labelId: ids.label,
    name: block.label?.text,
    invalid: Boolean(error),
    required: block.optional !== true,
    describedBy: [error && ids.error, block.hint && ids.hint].filter(Boolean).join(" "),
  };
  const optional = block.optional && h("span", { class: "optional" }, " (optional)");
  return [
    h("label", { id: ids.label, for: ids.field }, textObject(block.label), optional),
    isInput(one) ? control(one, block, ctx, about) : h("p", { class: "muted" }, `[${one.type}: not drawn here]`),
    error && h("p", { class: "error", id: ids.error }, error),
    block.hint && h("p", { class: "hint", id: ids.hint }, textObject(block.hint)),
  ];
}
