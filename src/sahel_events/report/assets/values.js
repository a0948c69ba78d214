// Every value of a record with the words that it was read from and its rule: what `show --why` prints (views/why.py;
// a test holds the two together), and the passages of the article with those words marked.
const inWords = (name) => oneLine(String(name).replace(/_/g, " "));
const FIELDS = ["trigger", "status", "date", "place", "actor", "toll"]; // those that have a colour
const fieldClass = (field) => (FIELDS.includes(field) ? `f-${field}` : "");

function value(field, shown, source, ...rules) {
  const given = [source && source.rule, ...rules].filter(Boolean);
  return { field, value: oneLine(shown), words: source && source.text ? oneLine(source.text) : "",
    span: source && source.span ? source.span : null, rule: oneLine([...new Set(given)].join(", ")) };
}

function known(field, key, shown, record, why) {
  if (record[key]) return value(field, shown(record[key]), record[key], why[key]);
  const reason = (record.unknown && record.unknown[key]) || "no reason given";
  return { ...value(field, `unknown: ${inWords(reason)}`, null, why[key]), unknown: true };
}

function valuesOf(record) {
  const why = record.why || {};
  const told = ["event_type", "sub_event_type", "status", "date", "location", "main", "confidence"];
  return [
    value("trigger", `${inWords(record.sub_event_type)} (${inWords(record.event_type)})`, record.trigger, why.event_type, why.sub_event_type),
    value("status", inWords(record.status), record.status_evidence, why.status),
    known("date", "date", daysText, record, why),
    known("place", "location", wherePlace, record, why),
    ...record.actors.map((actor) => value("actor", `${oneLine(actor.name)} (${inWords(actor.role)})`, actor)),
    ...record.casualties.map((row) => value("toll", countText(row), row)),
    value("main", record.main ? "main" : "background", null, why.main),
    value("confidence", record.confidence.toFixed(2), null, why.confidence),
    ...Object.keys(why).filter((key) => !told.includes(key)).sort().map((key) => value(inWords(key), "", null, why[key])),
  ];
}

// "2019-11-25", "2019-11" of a month, "2019-11-25/26"
function daysText({ start, end, precision }) {
  if (precision === "year" && !start.startsWith("--") && start.slice(0, 4) === end.slice(0, 4)) return start.slice(0, 4);
  if (precision === "month" && start.slice(0, -3) === end.slice(0, -3)) return start.slice(0, -3);
  if (start === end) return start;
  for (const tail of [2, 5])
    if (start.length === end.length && end.length > tail + 2 && start.slice(0, -tail) === end.slice(0, -tail)) return `${start}/${end.slice(-tail)}`;
  return `${start}/${end}`;
}

function wherePlace(place) {
  const named = [...new Set([place.name, place.admin1, place.country].filter(Boolean))].join(", ");
  if (typeof place.lat !== "number" || typeof place.lon !== "number") return `${named} (no coordinates)`;
  return `${named} (${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}, ${place.precision})`;
}

function countText(row) {
  const count = row.max === null ? `${row.min}+` : row.min === row.max ? `${row.min}` : `${row.min}-${row.max}`;
  return `${row.approximate ? "~" : ""}${count} ${inWords(row.kind)}${row.who ? ` (${oneLine(row.who)})` : ""}`;
}

// Offsets count code points, of which JavaScript's strings need not be made.
function passagesOf(record, values) {
  const given = DATA.passages[record.id];
  const quotes = given ? given.map(([start, text]) => [start, Array.from(text)])
    : outermost(record.evidence.map((row) => [row.span ? row.span[0] : -1, Array.from(row.text)]));
  return quotes.map(([start, points]) => cut(start, points, values));
}

// The quotations that do not stand within another, in the order of the article.
function outermost(quotes) {
  const kept = [];
  for (const quote of quotes.sort((one, other) => one[0] - other[0] || other[1].length - one[1].length)) {
    const last = kept[kept.length - 1];
    if (!last || quote[0] < 0 || quote[0] + quote[1].length > last[0] + last[1].length) kept.push(quote);
  }
  return kept;
}

// A passage cut where a value begins or ends; the number of each value stands behind its last piece.
function cut(start, points, values) {
  const end = start + points.length;
  const inside = values.map((each, index) => ({ ...each, number: index + 1 }))
    .filter((each) => start >= 0 && each.span && start <= each.span[0] && each.span[0] < each.span[1] && each.span[1] <= end);
  const edges = [...new Set([start, end, ...inside.flatMap((each) => each.span)])].sort((one, other) => one - other);
  return edges.slice(0, -1).map((left, index) => {
    const right = edges[index + 1], words = safe(points.slice(left - start, right - start).join(""));
    const over = inside.filter((each) => each.span[0] <= left && right <= each.span[1]);
    if (!over.length) return words;
    const shortest = over.reduce((one, other) => (other.span[1] - other.span[0] <= one.span[1] - one.span[0] ? other : one));
    const ending = over.filter((each) => each.span[1] === right).map((each) => each.number);
    return html("mark", { class: fieldClass(shortest.field), title: over.map((each) => `${each.field}: ${each.value}`).join("\n") },
      words, ending.length ? html("sup", {}, ending.join(",")) : null);
  });
}
