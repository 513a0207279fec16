// The bar on top: it says that this isn't Slack, shows the sandbox's clock in the person's zone, and moves it.

import { post } from "./api.js";
import { byId, h, say } from "./dom.js";
import { menuButton } from "./menu.js";
import { clockTime, moved, nextMonday, now, setClock, shortDay, zoneName } from "./time.js";
import { workspace } from "./workspace.js";

const moves = [
  { act: "hour", label: "+1 hour", seconds: () => 3600 },
  { act: "day", label: "+1 day", seconds: () => 86400 },
  { act: "week", label: "+1 week", seconds: () => 7 * 86400 },
  { act: "monday", label: "Next Monday 09:00", seconds: () => Math.ceil(nextMonday() - now()) },
];

// mountTopbar draws the clock's buttons; changed runs after the clock was moved, because every time on the page reads
// differently then.
export function mountTopbar(changed) {
  const reset = { act: "reset", label: "Reset", title: "Back to this computer's time", body: () => ({ reset: true }) };
  const all = [...moves.map((one) => ({ ...one, body: () => ({ advance: one.seconds() }) })), reset];
  byId("clock-buttons").replaceChildren(
    ...all.map((one) =>
      h(
        "button",
        {
          "data-clock": one.act,
          title: one.title,
          onclick: () => move(one.body(), changed),
        },
        one.label,
      ),
    ),
  );
  byId("clock-menu").replaceWith(
    menuButton({ id: "clock-menu", "aria-label": "Move the clock" }, "Time", () =>
      all.map((one) => ({
        label: one.label,
        attributes: { "data-clock": one.act },
        choose: () => move(one.body(), changed),
      })),
    ),
  );
  setInterval(drawClock, 1000);
  drawClock();
}

async function move(body, changed) {
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
  if (clock.dataset.shown === text + moved()) return;
  clock.dataset.shown = text + moved();
  clock.replaceChildren(
    h("time", { title: `${zoneName()}, the time zone of the person you are` }, text),
    moved() && h("span", { class: "moved", title: "How far the clock was moved" }, moved()),
  );
}
