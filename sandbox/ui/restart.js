// Starting over: a new workspace with the people and wins of the first day. The page comes back when it is there.

import { post } from "./api.js";
import { confirmed } from "./confirm.js";
import { say } from "./dom.js";

const patience = 60; // tries, half a second apart

// askRestart asks first, because everything that was done here goes away.
export async function askRestart() {
  const sure = await confirmed({
    title: "Start over?",
    text: "Everything that was written and answered here goes away, and the clock is set back.",
    yes: "Start over",
    no: "Keep it",
    danger: true,
  });
  if (!sure) return;
  try {
    await post("restart", {});
    say("Starting over…");
    await back();
    sessionStorage.clear();
    location.assign("/");
  } catch (problem) {
    say(problem.message, true);
  }
}

// back resolves when the new workspace answers.
async function back() {
  for (let tries = 0; tries < patience; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const answer = await fetch("/_sandbox/state").catch(() => null);
    if (answer?.ok && (await answer.json()).sockets > 0) return;
  }
  throw new Error("The sandbox didn't come back. Look at the terminal it was started in.");
}
