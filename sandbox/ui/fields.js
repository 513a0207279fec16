// What stands in a drawn field, by its kind: the node with data-kind holds one value, whatever it is made of. Values are
// those of the control API: a text, an option's value, a date, an id, a list of them, or null.

// isField says whether a node holds a value (a button doesn't).
export function isField(node) {
  return !["button", "overflow"].includes(node.dataset.kind);
}

// holder is the field that a control belongs to, or null.
export function holder(control) {
  const node = control.closest("[data-kind]");
  return node && isField(node) ? node : null;
}

export function read(field) {
  if (field.type === "file") return JSON.parse(field.dataset.files ?? "[]");
  if (!isGroup(field)) return field.value === "" ? null : field.value;
  const values = [...field.querySelectorAll("input:checked")].map((box) => box.value);
  return field.dataset.kind === "radio_buttons" ? (values[0] ?? null) : values;
}

export function write(field, value) {
  if (field.type === "file") {
    field.dataset.files = JSON.stringify(value ?? []); // a page can't put files back, but the workspace has them
    return;
  }
  if (!isGroup(field)) {
    field.value = value ?? "";
    return;
  }
  const values = [value].flat();
  for (const box of field.querySelectorAll("input")) box.checked = values.includes(box.value);
}

function isGroup(field) {
  return field.matches(".multi, .boxes");
}

// settle makes what stands around a value agree with it: the counter below a text, the line over a closed list.
export function settle(field) {
  if (field.matches(".multi")) settleList(field);
  if (field.type === "file") settleFiles(field);
  const counted = field.closest(".counted");
  if (counted) settleCounter(field, counted);
}

// settleFiles names what was handed over, since the browser's own line is empty after a redraw.
function settleFiles(field) {
  const names = read(field).map(({ name }) => name);
  field.nextElementSibling.textContent = names.length ? `Ready to send: ${names.join(", ")}` : "";
}

function settleList(field) {
  const boxes = [...field.querySelectorAll("input")];
  const names = boxes.filter((box) => box.checked).map((box) => box.parentNode.querySelector(".words").textContent);
  const line = field.querySelector(".chosen");
  line.textContent = names.join(", ") || line.dataset.none;
  line.classList.toggle("muted", names.length === 0);
  const full = names.length >= (field.dataset.most ?? Infinity);
  for (const box of boxes) box.disabled = full && !box.checked;
  field.dataset.opened ??= JSON.stringify(read(field));
}

function settleCounter(field, { dataset, lastElementChild: counter }) {
  const length = [...field.value].length;
  const least = Number(dataset.least || 0);
  if (length < least) counter.textContent = `${length}, at least ${least}`;
  else counter.textContent = dataset.most ? `${length} of ${dataset.most}` : String(length);
  if (!field.getAttribute("aria-describedby")?.includes(counter.id)) {
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), counter.id].filter(Boolean).join(" "));
  }
}
