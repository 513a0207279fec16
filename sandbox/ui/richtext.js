// rich_text blocks: sections, lists, quotes and preformatted text, and the same read back from a plain field.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { channelLink, dateNode, link, mention } from "./mrkdwn.js";

// richText draws the elements of a rich_text block. Neighbouring lists of deeper indent stay separate lists, moved in.
export function richText(block) {
  return (block.elements ?? []).map((element) => parts[element.type]?.(element) ?? unknown(element));
}

const parts = {
  rich_text_section: (element) => h("p", {}, spans(element)),
  rich_text_quote: (element) => h("blockquote", {}, spans(element)),
  rich_text_preformatted: (element) => h("pre", {}, spans(element)),
  rich_text_list: (element) =>
    h(
      element.style === "ordered" ? "ol" : "ul",
      {
        class: `indent-${Math.min(element.indent ?? 0, 4)}`,
        start: element.style === "ordered" && element.offset ? element.offset + 1 : null,
      },
      (element.elements ?? []).map((item) => h("li", {}, spans(item))),
    ),
};

function spans(element) {
  return (element.elements ?? []).map((span) => styled(span.style, pieces[span.type]?.(span) ?? unknown(span)));
}

const pieces = {
  text: (span) => document.createTextNode(span.text ?? ""),
  link: (span) => link(span.url ?? "", span.text ? [span.text] : undefined),
  user: (span) => mention(span.user_id),
  usergroup: (span) => h("span", { class: "mention inert" }, `@${span.usergroup_id}`),
  channel: (span) => channelLink(span.channel_id),
  broadcast: (span) => h("span", { class: "mention inert", title: "Notifies nobody here" }, `@${span.range}`),
  emoji: (span) => emojiNode(span.name ?? ""),
  date: (span) => dateNode(String(span.timestamp), span.format ?? "{date}", span.url, span.fallback ?? ""),
  color: (span) => h("code", {}, span.value ?? ""),
  tag: (span) => h("span", { class: "tag" }, span.text ?? ""),
};

function styled(style, node) {
  let out = node;
  if (style?.code) out = h("code", {}, out);
  if (style?.underline) out = h("u", {}, out);
  if (style?.strike) out = h("s", {}, out);
  if (style?.italic) out = h("em", {}, out);
  if (style?.bold) out = h("strong", {}, out);
  return out;
}

function unknown(element) {
  return h("span", { class: "muted" }, `[${element.type}]`);
}

// fromText is the value of a rich text field that somebody typed plain text into: one section.
export function fromText(text) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

// toText reads a rich text value back into a plain field; styles are lost, line breaks stay.
export function toText(value) {
  return richText(value ?? {})
    .map((node) => node.textContent)
    .join("\n");
}
