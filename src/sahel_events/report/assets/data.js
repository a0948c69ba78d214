// The events as the page was given them, with what filters and drawings ask for worked out once.
const DATA = JSON.parse(byId("data").textContent);
const TYPES = DATA.types; // [{id, name}], in the order in which they are stacked
const TYPE_NUMBER = new Map(TYPES.map((type, index) => [type.id, index]));
const colour = (number) => `t${TYPES[number].colour}`; // a class of the style
const DAY = 86400000;

// Days since 1970-01-01 of an ISO date; null without a year.
function dayNumber(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text + "T00:00:00Z") : NaN;
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}
const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// "Menaka" finds "Ménaka".
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const countryName = (code) => DATA.countries[code] || code;

// What could act on a reader's screen (controls, invisible and bidi marks) is shown as U+FFFD; as in views/text.py.
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\ud800-\udfff]/gu;
const safe = (text) => String(text).replace(UNSAFE, "\ufffd");
const oneLine = (text) => safe(text).replace(/\s+/g, " ").trim();

// The records that tell of an event: itself, or those behind it; null for one that is not at hand.
function reportsOf(event) {
  const record = DATA.records[event.index];
  return event.ledger ? record.reports.map((id) => [id, DATA.reports[id] || null]) : [[record.id, record]];
}

function searched(event) {
  const words = [event.id, event.sub, event.status, event.actors || "", event.source];
  if (event.place) words.push(event.place.name, event.place.admin1, countryName(event.place.country));
  for (const quote of DATA.records[event.index].evidence) words.push(quote.text);
  for (const [, record] of reportsOf(event))
    if (record) words.push(record.article.title || "", record.article.source || "", record.article.path || "");
  return folded(words.join("\n"));
}

// Events of one place are a spot of the map. What is known only as a region is another than a place at its centre.
const SPOTS = new Map();
function spotOf(place) {
  if (!place || !place.at) return null;
  const exact = place.precision === "place";
  const key = `${exact ? "place" : `region ${place.name}`} ${place.at}`;
  if (!SPOTS.has(key)) SPOTS.set(key, { key, kind: exact ? "place" : "region", at: place.at, number: SPOTS.size });
  return SPOTS.get(key);
}

const EVENTS = DATA.events.map((event, index) => {
  const start = event.date ? dayNumber(event.date[0]) : null;
  const end = event.date ? dayNumber(event.date[1]) : null;
  const known = { ...event, index, number: TYPE_NUMBER.get(event.type), start, end: end === null ? start : end,
    killed: event.counts.killed || null, spot: spotOf(event.place) };
  return known;
});

// What the search looks through takes longest to make: it is made while nobody waits, or when it is asked for.
const wordsOf = (event) => (event.words === undefined ? (event.words = searched(event)) : event.words);
const whenIdle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 30));

function readAhead(from) {
  whenIdle((idle) => {
    let index = from;
    while (index < EVENTS.length && idle.timeRemaining() > 2) for (let n = 0; n < 50 && index < EVENTS.length; n += 1) wordsOf(EVENTS[index++]);
    if (index < EVENTS.length) readAhead(index);
  });
}

// [low, best, high] of a kind of toll over events: high is null where one of them is open above.
function sumOf(events, kind) {
  let low = 0, best = 0, high = 0, counted = 0;
  for (const event of events) {
    const toll = event.counts[kind];
    if (!toll) continue;
    counted += 1;
    low += toll[0];
    best += toll[1];
    high = high === null || toll[2] === null ? null : high + toll[2];
  }
  return { low, best, high, counted };
}
