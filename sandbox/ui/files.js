// Files below a message: a voice clip with its transcript, a sound, or the way to download anything else. And the
// sending of files, which is a form rather than JSON.

import { answered, tab } from "./api.js";
import { h } from "./dom.js";

// fileNodes draws the files of a message.
export function fileNodes(files) {
  return files.map((file) => {
    if (file.deleted) return h("p", { class: "file muted" }, "This file was deleted.");
    const node = file.clip ? clip(file) : other(file);
    node.dataset.file = file.id;
    return node;
  });
}

const address = (url) => `${url}&as=${tab.as}`;

function clip(file) {
  const seconds = Math.max(1, Math.round(file.duration_ms / 1000));
  const player = h("audio", { controls: true, preload: "none", src: address(file.url), "aria-label": "Voice clip" });
  return h("figure", { class: "file clip" }, [player, h("figcaption", {}, [`${seconds} s · `, transcript(file)])]);
}

function transcript({ transcription: { status, preview }, vtt }) {
  if (status === "processing") return h("span", { class: "muted" }, "The transcript comes in a moment.");
  if (status !== "complete") return h("span", { class: "muted" }, "There is no transcript.");
  const whole = h("a", { href: address(vtt), target: "_blank", rel: "noopener" }, "Whole transcript");
  return h("span", {}, [preview.content, preview.has_more && "… ", preview.has_more && whole]);
}

function other(file) {
  const size = file.size < 10_000 ? `${file.size} bytes` : `${Math.round(file.size / 1000)} kB`;
  const kind = [file.pretty_type, size].filter(Boolean).join(" · ");
  return h("p", { class: "file" }, [
    h("a", { href: address(file.url), download: file.name }, file.title || file.name),
    h("span", { class: "note" }, ` ${kind}`),
  ]);
}

// sendFiles sends a form to "clip" or "file" as this tab's person; fields are texts, and files come under their own
// name. It answers as an act does, and throws with a sentence when nothing was taken.
export async function sendFiles(what, fields, name, files) {
  const form = new FormData();
  form.set("as", tab.as);
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  for (const file of files) form.append(name, file, file.name ?? "recording");
  const answer = await answered(
    await fetch(`/_sandbox/${what}`, { method: "POST", headers: { "X-Sandbox": "page" }, body: form }),
  );
  if (!answer.ok) throw new Error(answer.error);
  return answer;
}
