// Slack's own markup, "mrkdwn", drawn as nodes. Text arrives escaped (&amp; &lt; &gt;); angle brackets that are
// left are tokens: links, people, channels, dates. Everything else is text, whatever it looks like.
// https://docs.slack.dev/messaging/formatting-message-text

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { fullTime, slackDate } from "./time.js";
import { channelName, personName, workspace } from "./workspace.js";

// decode takes the three escapes away; only ever called on text that becomes a text node or an address.
function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// typed turns text back into what a person would type for it: @ada, #wins, plain addresses.
export function typed(text) {
  const words = text.replace(/<([@#]?)([^<>|\n]+)(?:\|[^<>\n]*)?>/g, (_, mark, target) => {
    const name = (mark === "@" ? workspace.people : workspace.channels).get(target)?.name;
    return mark && name ? mark + name : mark ? `<${mark}${target}>` : target;
  });
  return decode(words);
}

// textObject draws {type: "mrkdwn" | "plain_text", text}.
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", object.verbatim === true);
  return plain(object.text ?? "", object.emoji !== false);
}

// plain draws text as it is; only emoji names are replaced.
function plain(text, withEmoji = true) {
  if (!withEmoji) return [text];
  return text.split(/(:[a-z0-9_+'-]+:)/).map((part, i) => (i % 2 ? emojiNode(part.slice(1, -1)) : part));
}

// mrkdwn draws preformatted stretches, quotes and lines.
export function mrkdwn(text, verbatim = false) {
  return text.split(/```/).flatMap((part, i, parts) => {
    const unclosed = i % 2 === 1 && i === parts.length - 1;
    if (i % 2 === 1 && !unclosed) return [h("pre", {}, flat(part.replace(/^\n/, "")))];
    return lines((unclosed ? "```" : "") + part, verbatim);
  });
}

function lines(text, verbatim) {
  const out = [];
  let quote = null;
  let open = false; // ">>>" quotes everything that follows
  text.split("\n").forEach((line, i, all) => {
    const mark = open ? "" : line.match(/^(>>>|&gt;&gt;&gt;|>|&gt;) ?/)?.[0];
    if (mark?.startsWith(">>>") || mark?.startsWith("&gt;&gt;&gt;")) open = true;
    if (mark || open) {
      if (quote) quote.append("\n");
      else out.push((quote = h("blockquote")));
      quote.append(...inline(line.slice(mark.length), verbatim));
      return;
    }
    out.push(...inline(line, verbatim));
    if (i < all.length - 1 && !/^(>|&gt;)/.test(all[i + 1])) out.push("\n");
    quote = null;
  });
  return out;
}

const code = "`([^`\\n]+)`";
const token = "<([^<>\\n]+)>";
const named = ":([a-z0-9_+'-]+):";
// A mark opens after something that is no letter or digit, closes before such, and has no space inside its edges. The
// limit on its length keeps a line of a thousand asterisks cheap.
const styled = "(?<![\\p{L}\\p{N}])([*_~])(?=\\S)(.{1,3000}?)(?<=\\S)\\4(?![\\p{L}\\p{N}])";
const address = "(https?:\\/\\/[^\\s<>|]+[^\\s<>|.,;:!?)'\"*_~])";
const tags = { "*": "strong", _: "em", "~": "s" };

// inline draws what can stand within a line.
function inline(text, verbatim = false) {
  const out = [];
  const pattern = new RegExp([code, token, named, styled, address].join("|"), "gu");
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, codeText, tokenText, name, mark, inner, url] = match;
    if (match.index > last) out.push(decode(text.slice(last, match.index)));
    last = match.index + whole.length;
    if (codeText) out.push(h("code", {}, flat(codeText)));
    else if (tokenText) out.push(tokenNode(tokenText));
    else if (name) out.push(emojiNode(name));
    else if (mark) out.push(h(tags[mark], {}, inline(inner, verbatim)));
    else out.push(verbatim ? decode(url) : link(decode(url)));
  }
  if (last < text.length) out.push(decode(text.slice(last)));
  return out;
}

// flat resolves tokens to their words only, for code and for summaries.
function flat(text) {
  return decode(text.replace(/<([^<>\n]+)>/g, (_, body) => tokenNode(body).textContent));
}

function tokenNode(body) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? "" : body.slice(bar + 1);
  if (target.startsWith("@")) return mention(target.slice(1), decode(label));
  if (target.startsWith("#")) return channelLink(target.slice(1), decode(label));
  if (target.startsWith("!")) return special(target.slice(1), decode(label));
  if (!label && !/^(https?|mailto):/i.test(target)) return document.createTextNode(`<${decode(target)}>`);
  return link(decode(target), inline(label));
}

export function mention(id, label) {
  const known = workspace.people.get(id);
  const name = known ? personName(id) : label || personName(id);
  const mine = id === workspace.me?.id;
  return h("span", { class: mine ? "mention me" : "mention", "data-user": id, title: known?.title }, `@${name}`);
}

export function channelLink(id, label) {
  const channel = workspace.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, `#${label || id}`);
  return h("a", { class: "mention", href: `?as=${workspace.me.id}&open=${id}`, "data-open": id }, channelName(channel));
}

// special shows @channel and its like inert, and dates in the reader's zone.
function special(body, label) {
  const [kind, ...rest] = body.split("^");
  if (kind === "date") return dateNode(rest[0], rest[1] ?? "{date}", rest[2], label);
  const name = kind === "subteam" ? label || rest[0] : `@${kind}`;
  return h("span", { class: "mention inert", title: "Notifies nobody here" }, name);
}

export function dateNode(seconds, template, url, fallback) {
  if (!/^\d+$/.test(seconds)) return document.createTextNode(fallback);
  const node = h(
    "time",
    { title: fullTime(seconds), datetime: new Date(seconds * 1000).toISOString() },
    slackDate(Number(seconds), template),
  );
  return url ? link(decode(url), [node]) : node;
}

// link opens http, https and mailto addresses in a new tab; anything else, such as javascript:, stays text. A
// permalink of this workspace opens here instead (app.js watches for data-permalink).
export function link(url, label) {
  const words = label?.length ? label : [url];
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return h("span", {}, words);
  const message = url.match(/\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/);
  return h(
    "a",
    {
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      "data-permalink": message ? `${message[1]}/${message[2]}.${message[3]}` : null,
    },
    words,
  );
}
