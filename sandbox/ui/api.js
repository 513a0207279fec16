// The page's side of the control API. Every act of a person is one POST; the stream says what to fetch again.

import { released } from "./dom.js";

// tab is who this browser tab is. The address bar holds it (?as=U…), so two windows can be two people.
export const tab = { as: new URLSearchParams(location.search).get("as") ?? "" };

// read fetches one thing as this tab's person: read("messages", {channel: "C…"}).
export async function read(what, fields = {}) {
  const query = new URLSearchParams(fields);
  if (tab.as) query.set("as", tab.as);
  const answer = await answered(await fetch(`/_sandbox/${what}?${query}`, { headers: { Accept: "application/json" } }));
  await released();
  return answer;
}

// act does something as this tab's person and returns when the app's answer is in, {ok, error, ts}. It never throws:
// what went wrong is a sentence in error.
export async function act(kind, fields = {}) {
  try {
    return await post("act", { as: tab.as, kind, ...fields });
  } catch (problem) {
    return { ok: false, error: problem.message };
  }
}

// post is for the controls that belong to nobody: clock and faults.
export async function post(what, body) {
  return answered(
    await fetch(`/_sandbox/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

// answered is the JSON of an answer, or its sentence thrown.
export async function answered(response) {
  const body = await response.text();
  if (response.ok) return JSON.parse(body);
  throw new Error(sentence(body) || `The sandbox answered with status ${response.status}.`);
}

// sentence is what a refusal says: {"error": "…"}, or plain text.
function sentence(body) {
  try {
    return JSON.parse(body).error;
  } catch {
    return body.trim();
  }
}

// listen calls on(kind, message) for each line of the stream, and connected(true|false) as the connection comes and
// goes. The browser reconnects by itself. A tab nobody looks at lets its stream go: browsers allow six connections to
// one address, so the seventh person's tab would wait for ever.
export function listen(on, connected) {
  let stream = null;
  let leaving;
  const open = () => {
    stream = new EventSource(`/_sandbox/stream?as=${encodeURIComponent(tab.as)}`);
    stream.onopen = () => connected(true);
    stream.onerror = () => connected(false);
    stream.onmessage = (event) => {
      const message = JSON.parse(event.data);
      on(message.kind, message);
    };
  };
  const close = () => {
    stream?.close();
    stream = null;
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.visibilityState === "hidden") leaving = setTimeout(close, 5000);
    else if (!stream) open();
  });
  addEventListener("pagehide", close);
  open();
}

// oneAtATime wraps a fetch-and-draw so that calls never overlap: calls that come while one is running end in one
// more run, so that the last thing drawn is the newest.
export function oneAtATime(work) {
  let running = null;
  let again = null;
  const run = () => {
    running = work()
      .catch((problem) => console.error(problem))
      .finally(() => {
        running = null;
      });
    return running;
  };
  return () => {
    if (!running) return run();
    again ??= running.then(() => {
      again = null;
      return run();
    });
    return again;
  };
}
