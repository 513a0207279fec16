// The emoji the page knows by name. Others stay as :name:, which is also what a custom emoji looks like here.

import { h } from "./dom.js";

const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|100 💯|alarm_clock ⏰|arrow_down ⬇️|arrow_right ➡️|arrow_up ⬆️|art 🎨|
bar_chart 📊|bell 🔔|blue_heart 💙|books 📚|boom 💥|brain 🧠|bug 🐛|bulb 💡|calendar 📆|chart_with_downwards_trend 📉|
chart_with_upwards_trend 📈|clap 👏|clock9 🕘|clipboard 📋|construction 🚧|cry 😢|dart 🎯|date 📅|eyes 👀|fire 🔥|
first_place_medal 🥇|gear ⚙️|gem 💎|green_heart 💚|grey_question ❔|grin 😁|handshake 🤝|heart ❤️|
heavy_check_mark ✔️|heavy_plus_sign ➕|herb 🌿|hourglass ⌛|house 🏠|information_source ℹ️|joy 😂|key 🔑|
large_green_circle 🟢|large_yellow_circle 🟡|laughing 😆|leaves 🍃|link 🔗|lock 🔒|mag 🔍|mailbox 📫|medal 🏅|
memo 📝|microphone 🎤|moneybag 💰|muscle 💪|no_entry ⛔|ok_hand 👌|paperclip 📎|partying_face 🥳|pencil2 ✏️|
point_right 👉|pray 🙏|purple_heart 💜|question ❓|raised_hands 🙌|red_circle 🔴|rocket 🚀|rotating_light 🚨|salute 🫡|
scales ⚖️|seedling 🌱|see_no_evil 🙈|shield 🛡️|slightly_smiling_face 🙂|smile 😄|sparkles ✨|speech_balloon 💬|
star ⭐|studio_microphone 🎙️|sunny ☀️|tada 🎉|thinking_face 🤔|trophy 🏆|unlock 🔓|warning ⚠️|wastebasket 🗑️|wave 👋|
white_check_mark ✅|white_circle ⚪|wrench 🔧|x ❌|zap ⚡`;

export const emoji = new Map(
  table
    .replace(/\n/g, "")
    .split("|")
    .map((entry) => entry.split(" ")),
);

// quick are the ones the reaction list offers.
export const quick = [
  "trophy",
  "tada",
  "+1",
  "eyes",
  "white_check_mark",
  "rocket",
  "raised_hands",
  "clap",
  "heart",
  "bulb",
  "fire",
  "memo",
];

// glyph is the character of a name, which may carry a skin tone (+1::skin-tone-3), or :name: when unknown.
export function glyph(name) {
  return emoji.get(name.split("::")[0]) ?? `:${name}:`;
}

// emojiNode shows one; its name is what a screen reader says.
export function emojiNode(name) {
  const known = emoji.has(name.split("::")[0]);
  if (!known) return document.createTextNode(`:${name}:`);
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    glyph(name),
  );
}
