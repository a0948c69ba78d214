// The table: sorted by a click on a head, fifty events at a time so that thousands cost no more.
const TABLE = { by: "date", down: true, page: 0, size: 50, shown: [] };
const ON_PAPER = 1000; // rows of a printed table: some twenty-five sheets
const TEXT = (event) => event.sub;
const COLUMNS = [
  { id: "date", name: "Date", key: (event) => event.start, text: (event) => (event.date ? event.date[2] : null) },
  { id: "place", name: "Place", key: (event) => (event.place ? folded(event.place.name) : null), text: placeText },
  { id: "type", name: "Type", key: TEXT, text: typeText },
  { id: "actors", name: "Actors", key: (event) => event.actors && folded(event.actors), text: (event) => event.actors },
  { id: "killed", name: "Killed", key: (event) => (event.killed ? event.killed[1] : null), text: killedText },
  { id: "others", name: "Other tolls", key: null, text: othersText },
  { id: "confidence", name: "Confidence", key: (event) => event.confidence, text: (event) => event.confidence.toFixed(2) },
  { id: "source", name: "Source", key: (event) => folded(event.source), text: (event) => event.source },
];

function placeText(event) {
  if (!event.place) return null;
  const parts = [event.place.name];
  if (event.place.precision !== "country" && event.place.country) parts.push(countryName(event.place.country));
  const vague = event.place.precision === "place" ? "" : ` (${event.place.precision})`;
  return parts.join(", ") + vague;
}

function typeText(event) {
  const notes = [event.status === "confirmed" ? "" : event.status, event.main ? "" : "background"].filter(Boolean);
  return event.sub + (notes.length ? ` (${notes.join(", ")})` : "");
}

function killedText(event) {
  if (!event.killed) return null;
  const [low, best, high] = event.killed;
  if (low === high) return number(best);
  return best === low ? range(low, high) : `${number(best)} (${range(low, high)})`;
}

function othersText(event) {
  return (event.toll || "").split("\n").filter((line) => !line.endsWith(" killed")).join("\n");
}

// The events of the table as lines of an events file, which every command reads.
function saveEvents() {
  const lines = TABLE.shown.map((event) => JSON.stringify(DATA.records[event.index]) + "\n");
  const address = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
  const link = html("a", { href: address, download: "events.jsonl" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000); // once it is surely read
}

function makeTable() {
  for (const column of COLUMNS) {
    const head = html("th", { scope: "col", "data-column": column.id }, column.key === null ? column.name
      : html("button", { type: "button", onclick: () => sortBy(column.id) }, column.name));
    byId("heads").append(head);
  }
  byId("previous").addEventListener("click", () => turnPage(-1));
  byId("next").addEventListener("click", () => turnPage(1));
  byId("save").addEventListener("click", saveEvents);
  window.addEventListener("beforeprint", () => printing(true));
  window.addEventListener("afterprint", () => printing(false));
}

function printing(on) {
  TABLE.size = on ? ON_PAPER : 50;
  TABLE.page = 0;
  drawRows();
}

function sortBy(id) {
  TABLE.down = TABLE.by === id ? !TABLE.down : ["date", "killed", "confidence"].includes(id); // most and newest first
  TABLE.by = id;
  TABLE.page = 0;
  drawTable(TABLE.shown);
}

function turnPage(by) {
  TABLE.page += by;
  drawRows();
  byId("table").scrollIntoView({ block: "start" });
}

function drawTable(events) {
  const key = COLUMNS.find((column) => column.id === TABLE.by).key;
  const keyed = events.map((event) => [key(event), event]);
  keyed.sort(([one, first], [other, second]) => {
    if (one === null || other === null) return (one === null) - (other === null) || first.index - second.index;
    if (one === other) return first.index - second.index;
    return (one < other) === TABLE.down ? 1 : -1; // what is unknown stays last either way
  });
  TABLE.shown = keyed.map((pair) => pair[1]);
  for (const head of byId("heads").children) {
    if (head.dataset.column === TABLE.by) head.setAttribute("aria-sort", TABLE.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  drawRows();
}

function drawRows() {
  const pages = Math.max(1, Math.ceil(TABLE.shown.length / TABLE.size));
  TABLE.page = Math.max(0, Math.min(TABLE.page, pages - 1));
  const first = TABLE.page * TABLE.size;
  const events = TABLE.shown.slice(first, first + TABLE.size);
  byId("rows").replaceChildren(...events.map(drawRow));
  if (!events.length)
    byId("rows").append(html("tr", {}, html("td", { colspan: COLUMNS.length }, EVENTS.length ? "No event fits the filters." : "No events.")));
  byId("page").textContent = `${number(events.length ? first + 1 : 0)} to ${number(first + events.length)} of ${number(TABLE.shown.length)}`;
  byId("previous").disabled = TABLE.page === 0;
  byId("next").disabled = TABLE.page >= pages - 1;
}

function drawRow(event) {
  const row = html("tr", { onclick: () => openEvent(event) });
  COLUMNS.forEach((column, index) => {
    const words = column.text(event);
    const shown = words === null ? html("span", { class: "unknown" }, "unknown") : words;
    if (index === 0) row.append(html("th", { scope: "row" }, html("button", { type: "button", class: "open",
      "aria-label": `Open the event: ${[words || "date unknown", placeText(event) || "place unknown", event.sub].join(", ")}` }, shown)));
    else if (column.id === "type") row.append(html("td", {}, html("span", { class: `swatch ${colour(event.number)}`, "aria-hidden": "true" }), " ", shown));
    else row.append(html("td", { class: column.id, dir: "auto" }, shown));
  });
  return row;
}
