// A voice clip: recorded here, or an audio file, or only what was said. The workspace knows no speech: what one writes
// becomes the transcript.

import { openChannel, refreshMessages, toEnd } from "./conversation.js";
import { byId, freshId, h, say } from "./dom.js";
import { sendFiles } from "./files.js";
import { icon } from "./icons.js";

let recorder = null;
let sound = null; // the Blob or File that will be sent

// mountClip ties the button beside the composer.
export function mountClip() {
  byId("record").append(icon("mic"));
  byId("record").addEventListener("click", openClip);
}

function openClip() {
  sound = null;
  const ids = { title: freshId("clip"), said: freshId("clip"), hint: freshId("clip"), file: freshId("clip") };
  const player = h("audio", { controls: true, hidden: true, "aria-label": "What will be sent" });
  const record = h("button", { "data-act": "record", "aria-pressed": "false" }, "Record");
  const take = (blob) => {
    sound = blob;
    player.hidden = false;
    player.src = URL.createObjectURL(blob);
  };
  record.addEventListener("click", () => toggle(record, take));
  const dialog = h("dialog", { class: "confirm clip-form", "aria-labelledby": ids.title }, [
    h("h2", { id: ids.title }, "Voice clip"),
    h("div", { class: "clip-sound" }, [
      record,
      h("label", { for: ids.file }, "or an audio file"),
      h("input", { type: "file", id: ids.file, accept: "audio/*", onchange: (event) => take(event.target.files[0]) }),
      player,
    ]),
    h("label", { for: ids.said }, "What is said in it"),
    h("textarea", { id: ids.said, rows: 4, "aria-describedby": ids.hint, "data-field": "said" }),
    h("p", { class: "hint", id: ids.hint }, "It becomes the transcript a few seconds later. Empty: nobody spoke."),
    h("div", { class: "dialog-buttons" }, [
      h("button", { "data-act": "deny", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "primary", "data-act": "send-clip", onclick: () => send(dialog, byId(ids.said).value) }, "Send clip"),
    ]),
  ]);
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(dialog, byId(ids.said).value);
  });
  dialog.addEventListener("close", () => {
    if (recorder?.state === "recording") recorder.stop();
    URL.revokeObjectURL(player.src);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  byId(ids.said).focus();
}

// toggle begins a recording, or ends it and takes what was recorded.
async function toggle(button, take) {
  if (recorder?.state === "recording") return recorder.stop();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      show(button, false);
      take(new Blob(parts, { type: recorder.mimeType.split(";")[0] }));
    });
    recorder.start();
    show(button, true);
  } catch {
    say("The microphone can't be used here. Choose an audio file, or only write what is said.", true);
  }
}

function show(button, recording) {
  button.textContent = recording ? "Stop" : "Record anew";
  button.setAttribute("aria-pressed", String(recording));
}

async function send(dialog, said) {
  const channel = openChannel();
  try {
    await sendFiles("clip", { channel, said }, "audio", sound ? [sound] : []);
    dialog.close();
    await refreshMessages();
    toEnd();
  } catch (problem) {
    say(problem.message, true);
  }
}
