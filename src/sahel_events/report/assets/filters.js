// What is asked for. Map, timeline and fields all write here; after a change everything is drawn anew.
const asked = { text: [], from: null, to: null, country: "", actor: "", status: "", killed: null, background: true,
  types: new Set(TYPES.map((type) => type.id)), picked: null };
// picked: null, or {label, members: Set of indexes}, chosen on the map or from a note

// An event's days share one with those asked for; without a full date it never does.
function inTime(event) {
  if (asked.from === null && asked.to === null) return true;
  if (event.start === null) return false;
  return (asked.to === null || event.start <= asked.to) && (asked.from === null || event.end >= asked.from);
}
const isPicked = (event) => asked.picked === null || asked.picked.members.has(event.index);

function fitsFields(event) {
  return asked.types.has(event.type)
    && (asked.background || event.main)
    && (!asked.status || event.status === asked.status)
    && (!asked.country || (event.place !== null && event.place.country === asked.country))
    && (!asked.actor || event.names.includes(asked.actor))
    && (asked.killed === null || (event.killed !== null && event.killed[0] >= asked.killed))
    && asked.text.every((word) => wordsOf(event).includes(word));
}

// {shown: by everything, onMap: without the choice on the map, onLine: without the days}
function chosen() {
  const shown = [], onMap = [], onLine = [];
  for (const event of EVENTS) {
    if (!fitsFields(event)) continue;
    const time = inTime(event), picked = isPicked(event);
    if (time) onMap.push(event);
    if (picked) onLine.push(event);
    if (time && picked) shown.push(event);
  }
  return { shown, onMap, onLine };
}

let NOW = { shown: [], onMap: [], onLine: [] }; // what the last change chose

const DEFAULTS = { text: "", from: "", to: "", country: "", actor: "", status: "", killed: "" };

function readFields() {
  const day = (id) => (byId(id).value ? dayNumber(byId(id).value) : null);
  asked.text = folded(byId("text").value).split(/\s+/).filter(Boolean);
  asked.from = day("from");
  asked.to = day("to");
  for (const id of ["country", "actor", "status"]) asked[id] = byId(id).value;
  const least = parseInt(byId("killed").value, 10);
  asked.killed = Number.isNaN(least) ? null : least;
  asked.background = byId("background").checked;
  asked.types = new Set([...byId("types").querySelectorAll("input:checked")].map((box) => box.value));
}

function setDays(from, to) {
  byId("from").value = from === null ? "" : isoDay(from);
  byId("to").value = to === null ? "" : isoDay(to);
  update();
}

function pick(label, events) {
  asked.picked = events === null ? null : { label, members: new Set(events.map((event) => event.index)) };
  update();
}

function reset() {
  for (const [id, value] of Object.entries(DEFAULTS)) byId(id).value = value;
  byId("background").checked = true;
  for (const box of byId("types").querySelectorAll("input")) box.checked = true;
  pick("", null);
}

function counted(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

function fillSelect(id, all, entries, name) {
  byId(id).append(html("option", { value: "" }, all));
  for (const [value, count] of entries)
    byId(id).append(html("option", { value }, `${name(value)} (${number(count)})`));
}

function makeFilters() {
  const same = (value) => value;
  fillSelect("country", "all", counted(EVENTS.map((event) => event.place && event.place.country)), countryName);
  fillSelect("actor", "all", counted(EVENTS.flatMap((event) => event.names)), same);
  fillSelect("status", "all", counted(EVENTS.map((event) => event.status)), same);
  const counts = new Map(counted(EVENTS.map((event) => event.type)));
  for (const [index, type] of TYPES.entries()) {
    if (!counts.has(type.id)) continue;
    byId("types").append(html("label", { class: "check" },
      html("input", { type: "checkbox", value: type.id, checked: true }),
      html("span", { class: `swatch ${colour(index)}`, "aria-hidden": "true" }), ` ${type.name} (${number(counts.get(type.id))})`));
  }
  let waiting = 0;
  byId("filters").addEventListener("input", () => {
    cancelAnimationFrame(waiting); // typing faster than frames: draw once
    waiting = requestAnimationFrame(update);
  });
  byId("filters").addEventListener("submit", (sent) => sent.preventDefault());
}

function drawChips(shown) {
  const chips = [];
  if (asked.picked)
    chips.push(html("button", { type: "button", onclick: () => pick("", null) }, `${asked.picked.label} ×`),
      html("button", { type: "button", onclick: () => showOnMap(shown) }, "Zoom to them"));
  if (asked.from !== null || asked.to !== null) {
    const days = [asked.from, asked.to].map((day) => (day === null ? "…" : isoDay(day))).join(" to ");
    chips.push(html("button", { type: "button", onclick: () => setDays(null, null) }, `${days} ×`));
  }
  if (shown.length < EVENTS.length)
    chips.push(html("button", { type: "button", onclick: reset }, "Show all events"));
  byId("chips").replaceChildren(...chips.flatMap((chip) => [chip, " "]));
}

function drawTotals(shown) {
  const few = shown.length < EVENTS.length ? ` of ${number(EVENTS.length)}` : "";
  byId("sum").textContent = EVENTS.length === 0
    ? "No events: the file that this page was made from holds none."
    : `${number(shown.length)}${few} ${EVENTS.length === 1 ? "event" : "events"}`;
  const sums = [];
  for (const kind of DATA.kinds) {
    const sum = sumOf(shown, kind);
    if (sum.counted === 0) continue;
    const open = sum.high === null && sum.low === sum.best; // then the least is the best that is known
    const between = sum.low === sum.high || open ? "" : ` (${range(sum.low, sum.high)})`;
    sums.push(html("span", { class: "sum" }, html("b", {}, number(sum.best)), `${open ? " or more" : ""} ${kind}`,
      html("small", {}, `${between} in ${plural(sum.counted, "event")}`)));
  }
  byId("sums").replaceChildren(...sums);
}
