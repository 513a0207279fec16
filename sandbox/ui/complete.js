// What the composer offers while one types: commands after "/", people after "@", channels after "#", emoji after ":".

import { mates, personName, workspace } from "./workspace.js";

const most = 8;

// offers looks at the text before the caret and returns {from, items: [{insert, label, note}]}; from is where the
// text to be replaced begins. No offer is null.
export function offers(text, caret, { commands = true } = {}) {
  const before = text.slice(0, caret);
  const command = commands && before.match(/^\/[\w-]*$/);
  if (command) return some(0, commandsFor(command[0]));
  const word = before.match(/(?:^|[\s(])([@#:])([\p{L}\p{N}_+.-]*)$/u);
  if (!word) return null;
  const [, mark, typed] = word;
  if (mark === ":" && typed.length < 2) return null;
  return some(caret - typed.length - 1, { "@": peopleFor, "#": channelsFor, ":": emojiFor }[mark](typed.toLowerCase()));
}

function some(from, items) {
  return items.length ? { from, items: items.slice(0, most) } : null;
}

function commandsFor(typed) {
  return workspace.commands
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({
      insert: `${one.command} `,
      label: one.command,
      note: [one.usage_hint, one.description].filter(Boolean).join("  ·  "),
    }));
}

function peopleFor(typed) {
  const named = (person) => `${personName(person.id)} ${person.name}`.toLowerCase();
  return mates()
    .filter((person) =>
      named(person)
        .split(/\s+/)
        .some((part) => part.startsWith(typed)),
    )
    .map((person) => ({ insert: `${reference(person)} `, label: personName(person.id), note: person.title }));
}

// reference is the handle, which the workspace understands, unless two people share it.
function reference(person) {
  const namesakes = mates().filter((other) => other.name === person.name);
  return namesakes.length > 1 ? `<@${person.id}>` : `@${person.name}`;
}

function channelsFor(typed) {
  return [...workspace.channels.values()]
    .filter((channel) => channel.kind !== "im" && channel.name.startsWith(typed))
    .map((channel) => ({
      insert: `#${channel.name} `,
      label: `#${channel.name}`,
      note: channel.kind === "private" ? "private" : "",
    }));
}

function emojiFor(typed) {
  return workspace.emoji
    .filter(({ name }) => name.includes(typed))
    .sort((a, b) => a.name.indexOf(typed) - b.name.indexOf(typed))
    .map(({ name, glyph }) => ({ insert: `:${name}: `, label: `${glyph}  :${name}:`, note: "" }));
}

// usage is the hint of the command that has been typed in full, for the line below the field.
export function usage(text) {
  const one = workspace.commands.find(({ command }) => text === command || text.startsWith(`${command} `));
  return one ? [one.command, one.usage_hint].filter(Boolean).join(" ") : "";
}
