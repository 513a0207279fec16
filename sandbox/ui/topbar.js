// The bar on top: it says that this isn't Slack, shows the sandbox's clock in the person's zone, and moves it.

import { post } from "./api.js";
import { byId, h, say } from "./dom.js";
import { menuButton } from "./menu.js";
import { clockTime, isFrozen, moved, next, now, setClock, shortDay, zoneName } from "./time.js";
import { workspace } from "./workspace.js";

const moves = [
  { act: "hour", label: "+1 hour", seconds: () => 3600 },
  { act: "day", label: "+1 day", seconds: () => 86400 },
  { act: "week", label: "+1 week", seconds: () => 7 * 86400 },
  { act: "friday", label: "Fri 16:00", title: "Next Friday, 16:00", seconds: () => until("Fri", "16:00") },
  { act: "monday", label: "Mon 09:00", title: "Next Monday, 09:00", seconds: () => until("Mon", "09:00") },
];

// clockItems are the clock's moves as lines of a menu, for windows too narrow for its buttons.
export let clockItems = () => [];

function until(weekday, time) {
  return Math.ceil(next(weekday, time) - now());
}

// mountTopbar draws the clock's buttons; changed runs after the clock was moved, because every time on the page reads
// differently then.
export function mountTopbar(changed) {
  const reset = { act: "reset", label: "Reset", title: "Back to this computer's time", body: () => ({ reset: true }) };
  const freeze = { act: "freeze", label: "Freeze", title: "Hold the clock", body: () => ({ freeze: !isFrozen() }) };
  const all = [freeze, ...moves.map((one) => ({ ...one, body: () => ({ advance: one.seconds() }) })), reset];
  byId("clock-buttons").replaceChildren(
    ...all.map((one) =>
      h(
        "button",
        {
          "data-clock": one.act,
          title: one.title,
          onclick: () => move(one.body, changed),
        },
        one.label,
      ),
    ),
  );
  clockItems = () =>
    all.map((one) => ({
      label: one.act === "freeze" && isFrozen() ? "Let it run" : (one.title ?? one.label),
      attributes: { "data-clock": one.act },
      choose: () => move(one.body, changed),
    }));
  byId("clock-menu").replaceWith(
    menuButton({ id: "clock-menu", "aria-label": "Move the clock" }, "Time", () => clockItems()),
  );
  setInterval(drawClock, 1000);
  drawClock();
}

// A move goes through what lies between, which takes a moment: the next one waits for it, and is measured from where it ends.
let last = Promise.resolve();
let waiting = 0;

function move(body, changed) {
  const buttons = byId("clock-buttons");
  buttons.setAttribute("aria-busy", "true");
  waiting++;
  last = last
    .then(() => moveNow(body(), changed))
    .catch((problem) => say(problem.message, true))
    .finally(() => {
      if (--waiting === 0) buttons.removeAttribute("aria-busy");
    });
}

async function moveNow(body, changed) {
  try {
    setClock(await post("clock", body), workspace.me?.tz);
  } catch (problem) {
    say(problem.message, true);
  }
  drawClock();
  await changed();
}

export function drawClock() {
  const clock = byId("clock");
  const text = `${shortDay(now())}, ${clockTime(now())}`;
  const shown = [text, moved(), isFrozen()].join();
  if (clock.dataset.shown === shown) return;
  clock.dataset.shown = shown;
  const freeze = document.querySelector("#clock-buttons [data-clock=freeze]");
  freeze.textContent = isFrozen() ? "Let it run" : "Freeze";
  freeze.setAttribute("aria-pressed", String(isFrozen()));
  const marks = [
    isFrozen() && h("span", { class: "moved" }, "frozen"),
    moved() && h("span", { class: "moved", title: "How far the clock was moved" }, moved()),
  ];
  const zone = `${zoneName()}, the time zone of the person you are`;
  clock.replaceChildren(h("time", { title: zone }, text), ...marks.filter(Boolean));
}
