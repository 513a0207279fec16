// The markdown block: headings, lists, quotes, code, rules, and bold, italic, strike, code and links within a line.
// https://docs.slack.dev/reference/block-kit/blocks/markdown-block

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { link } from "./mrkdwn.js";

const item = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

// markdown draws line by line; each kind of block takes the lines that belong to it.
export function markdown(text) {
  const lines = text.split("\n");
  const out = [];
  let at = 0;
  const take = (belongs) => {
    const from = at;
    while (at < lines.length && belongs(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = line.match(/^(#{1,6})\s+(.*)$/);
    if (line.trim() === "") at += 1;
    else if (/^```/.test(line)) {
      at += 1;
      out.push(h("pre", {}, take((next) => !/^```/.test(next)).join("\n")));
      at += 1;
    } else if (heading) {
      // The heading of the page or modal stands above, so the text's own begin one level lower.
      out.push(h(`h${Math.min(heading[1].length + 1, 6)}`, {}, spans(heading[2])));
      at += 1;
    } else if (/^(-{3,}|\*{3,})\s*$/.test(line)) {
      out.push(h("hr"));
      at += 1;
    } else if (/^>/.test(line)) {
      out.push(
        h(
          "blockquote",
          {},
          markdown(
            take((next) => /^>/.test(next))
              .map((q) => q.replace(/^> ?/, ""))
              .join("\n"),
          ),
        ),
      );
    } else if (item.test(line)) out.push(list(take((next) => item.test(next))));
    else
      out.push(
        h(
          "p",
          {},
          spans(take((next) => next.trim() !== "" && !/^(#{1,6}\s|>|```)/.test(next) && !item.test(next)).join("\n")),
        ),
      );
  }
  return out;
}

function list(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  return h(
    ordered ? "ol" : "ul",
    {},
    lines.map((line) => {
      const [, indent, , words] = line.match(item);
      return h("li", { class: `indent-${Math.min(Math.floor(indent.length / 2), 4)}` }, spans(words));
    }),
  );
}

const span = new RegExp(
  [
    "`([^`]+)`",
    "\\*\\*(.{1,3000}?)\\*\\*",
    "(?<![\\p{L}\\p{N}*])[*_](?=\\S)(.{1,3000}?)[*_](?![\\p{L}\\p{N}*])",
    "~~(.{1,3000}?)~~",
    "\\[([^\\]\\n]{1,500})\\]\\(([^()\\s]{1,3000})\\)",
    ":([a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

function spans(text) {
  const out = [];
  let last = 0;
  for (const match of text.matchAll(span)) {
    const [whole, code, bold, italic, strike, label, url, name] = match;
    out.push(text.slice(last, match.index));
    last = match.index + whole.length;
    if (code) out.push(h("code", {}, code));
    else if (bold) out.push(h("strong", {}, spans(bold)));
    else if (italic) out.push(h("em", {}, spans(italic)));
    else if (strike) out.push(h("s", {}, spans(strike)));
    else if (url) out.push(link(url, spans(label)));
    else out.push(emojiNode(name));
  }
  out.push(text.slice(last));
  return out;
}
