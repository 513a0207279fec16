// Times as this tab's person reads them: in their zone, on the sandbox's clock, weekday first, 24 hours.

let ahead = 0; // seconds the sandbox's clock is ahead of this computer's
let held = 0; // where it is frozen; 0 while it runs
let offset = 0; // seconds it was moved by hand
let zone;
const formats = new Map();

export function setClock(clock, timeZone) {
  ahead = (clock?.now ?? Date.now() / 1000) - Date.now() / 1000;
  offset = clock?.offset ?? 0;
  held = clock?.frozen ? clock.now : 0;
  zone = timeZone || undefined;
}

export function now() {
  return held || Date.now() / 1000 + ahead;
}

// isFrozen says whether the clock is held.
export function isFrozen() {
  return held > 0;
}

// moved says how far the clock was moved by hand, in words, or "".
export function moved() {
  const hours = Math.round(offset / 3600);
  if (hours === 0) return "";
  const days = Math.trunc(hours / 24);
  const rest = hours % 24;
  return "+" + [days && `${days} d`, rest && `${rest} h`].filter(Boolean).join(" ");
}

export function zoneName() {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function format(seconds, options, locale = "en-GB") {
  const key = `${zone}|${locale}|${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return formats.get(key).format(new Date(Number(seconds) * 1000));
}

export const clockTime = (s) => format(s, { hour: "2-digit", minute: "2-digit" });
export const clockSeconds = (s) => format(s, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const dateOnly = (s) => format(s, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");
export const shortDay = (s) => format(s, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");
export const longDay = (s) => format(s, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
export const fullTime = (s) => `${longDay(s)} ${format(s, { year: "numeric" })}, ${clockSeconds(s)} ${zoneName()}`;

// nearDay is "Today", "Yesterday", "Tomorrow" or "" for any other day.
export function nearDay(seconds) {
  const day = dateOnly(seconds);
  if (day === dateOnly(now())) return "Today";
  if (day === dateOnly(now() - 86400)) return "Yesterday";
  return day === dateOnly(now() + 86400) ? "Tomorrow" : "";
}

// fromWall is the moment when the person's clock shows this date ("2026-11-30") and time ("09:00"). Two rounds settle
// the zone's offset also next to a change of summer time.
export function fromWall(date, time) {
  const wanted = Date.parse(`${date}T${time}:00Z`) / 1000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${dateOnly(guess)}T${clockSeconds(guess)}Z`) / 1000;
    guess += wanted - shown;
  }
  return guess;
}

// next is the next time that the person's clock shows this weekday ("Mon") and time ("09:00").
export function next(weekday, time) {
  for (let day = 0; day <= 8; day += 1) {
    const noon = fromWall(dateOnly(now()), "12:00") + day * 86400;
    const then = fromWall(dateOnly(noon), time);
    if (format(noon, { weekday: "short" }) === weekday && then > now()) return then;
  }
  return now() + 7 * 86400;
}
