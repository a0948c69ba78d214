// The countries and actors that stand out: bars, each of which is a filter.
const MOST_ROWS = 7; // with the timeline as tall as the map

function makeMost() {
  for (const [id, name] of [["country", "Countries"], ["actor", "Actors"]])
    byId("most").append(html("div", {}, html("h3", { id: `most-${id}` }, name), html("ul", { id: `list-${id}`, "aria-labelledby": `most-${id}` })));
}

function tally(events, names) {
  const rows = new Map();
  for (const event of events)
    for (const name of names(event)) {
      const row = rows.get(name) || { name, events: 0, killed: 0 };
      row.events += 1;
      row.killed += event.killed ? event.killed[1] : 0;
      rows.set(name, row);
    }
  return [...rows.values()].sort((one, other) => other.events - one.events || (one.name < other.name ? -1 : 1));
}

function drawMost(events) {
  drawList("country", tally(events, (event) => (event.place && event.place.country ? [event.place.country] : [])), countryName);
  drawList("actor", tally(events, (event) => event.names), (name) => name);
}

function drawList(id, rows, shown) {
  const most = rows.length ? rows[0].events : 1;
  byId(`list-${id}`).replaceChildren(...rows.slice(0, MOST_ROWS).map((row) => {
    const chosenHere = byId(id).value === row.name;
    const bar = svg("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { width: (100 * row.events) / most, height: 6 }));
    return html("li", {}, html("button", { type: "button", "aria-pressed": String(chosenHere), onclick: () => {
      byId(id).value = chosenHere ? "" : row.name;
      update();
    } }, html("span", { dir: "auto" }, shown(row.name)), html("small", {}, `${plural(row.events, "event")}, ${number(row.killed)} killed`), bar));
  }));
}
