// The timeline: events by day, week, month or year, stacked by type.
const LINE = { svg: byId("timeline"), current: 0, bins: [], width: 600, height: 190, dragged: null };
const UNITS = {
  day: { name: "day", days: 2, start: (day) => day, next: (day) => day + 1 },
  week: { name: "week", days: 7, start: (day) => day - ((day + 3) % 7 + 7) % 7, next: (day) => day + 7 }, // Monday
  month: { name: "month", days: 31, start: (day) => monthOf(day, 0), next: (day) => monthOf(day, 1) },
  year: { name: "year", days: 366, start: (day) => yearOf(day, 0), next: (day) => yearOf(day, 1) },
};
// days: the longest interval that a bar of the unit takes (a night is two days); longer ones stand in the note
const MOST_BARS = 400; // more are thinner than two pixels on a wide screen
const SIDE = { left: 34, right: 6, top: 8, bottom: 22 };

function monthOf(day, after) {
  const date = new Date(day * DAY);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + after, 1) / DAY);
}
const yearOf = (day, after) => Math.round(Date.UTC(new Date(day * DAY).getUTCFullYear() + after, 0, 1) / DAY);

function makeTimeline() {
  byId("unit").append(html("option", { value: "auto" }, "day, week, month or year"),
    ...Object.keys(UNITS).map((unit) => html("option", { value: unit }, unit)));
  for (const id of ["unit", "measure", "zoomed"]) byId(id).addEventListener("input", () => drawTimeline());
  new ResizeObserver(() => {
    const width = LINE.svg.getBoundingClientRect().width;
    if (width && width !== LINE.width) {
      LINE.width = width;
      drawTimeline();
    }
  }).observe(LINE.svg);
  LINE.svg.addEventListener("keydown", onLineKey);
  LINE.svg.addEventListener("pointerdown", (press) => { LINE.dragged = { from: press.offsetX, moved: false }; });
  LINE.svg.addEventListener("pointermove", (move) => {
    if (!LINE.dragged || Math.abs(move.offsetX - LINE.dragged.from) < 6) return;
    LINE.dragged.moved = true;
    const [one, other] = [LINE.dragged.from, move.offsetX].sort((a, b) => a - b);
    byId("brush").setAttribute("x", one);
    byId("brush").setAttribute("width", other - one);
  });
  LINE.svg.addEventListener("pointerup", (lift) => {
    const drag = LINE.dragged;
    LINE.dragged = null;
    if (!drag || !LINE.bins.length) return;
    const [one, other] = [drag.from, lift.offsetX].sort((a, b) => a - b).map(binAt);
    if (drag.moved) chooseBins(one, other);
    else chooseBins(one, one, lift.shiftKey);
  });
}

function binAt(x) {
  const share = (x - SIDE.left) / (LINE.width - SIDE.left - SIDE.right);
  return Math.max(0, Math.min(LINE.bins.length - 1, Math.floor(share * LINE.bins.length)));
}

function chooseBins(first, last, extend = false) {
  let [from, to] = [LINE.bins[first].start, LINE.bins[last].end - 1];
  if (extend && asked.from !== null && asked.to !== null) [from, to] = [Math.min(from, asked.from), Math.max(to, asked.to)];
  else if (from === asked.from && to === asked.to) [from, to] = [null, null]; // chosen already: let go
  LINE.current = last;
  setDays(from, to);
}

function countBars(unit, first, last, most) {
  let bars = 0;
  for (let day = UNITS[unit].start(first); day <= last && bars <= most; day = UNITS[unit].next(day)) bars += 1;
  return bars;
}

// The unit asked for where it has no more bars than can be seen, otherwise the finest that has.
function unitFor(first, last) {
  const fits = (unit, most) => countBars(unit, first, last, most) <= most;
  for (const option of byId("unit").options)
    if (option.value !== "auto") option.disabled = !fits(option.value, MOST_BARS);
  const wanted = byId("unit").value;
  if (wanted !== "auto" && fits(wanted, MOST_BARS)) return wanted;
  const room = Math.max(24, Math.floor(LINE.width / 5)); // a bar of five pixels can be hit with a mouse
  return Object.keys(UNITS).find((unit) => fits(unit, room)) || "year";
}

function makeBins(events, first, last, unit) {
  const bins = [];
  for (let day = UNITS[unit].start(first); day <= last; day = UNITS[unit].next(day))
    bins.push({ start: day, end: UNITS[unit].next(day), byType: TYPES.map(() => 0), total: 0, events: 0, killed: 0 });
  const measure = byId("measure").value, loose = [];
  for (const event of events) {
    if (event.start === null || event.end - event.start + 1 > UNITS[unit].days) { loose.push(event); continue; }
    if (event.start < bins[0].start || event.start > last) continue;
    let low = 0, high = bins.length - 1; // the last bin that begins no later than the event
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (bins[middle].start <= event.start) low = middle; else high = middle - 1;
    }
    const killed = event.killed ? event.killed[1] : 0, size = measure === "killed" ? killed : 1;
    bins[low].byType[event.number] += size;
    bins[low].total += size;
    bins[low].events += 1;
    bins[low].killed += killed;
  }
  return { bins, loose };
}

function drawTimeline() {
  const events = NOW.onLine;
  const dated = events.filter((event) => event.start !== null);
  const days = byId("zoomed").checked && asked.from !== null && asked.to !== null;
  const first = days ? asked.from : dated.reduce((least, event) => Math.min(least, event.start), Infinity);
  const last = days ? asked.to : dated.reduce((most, event) => Math.max(most, event.end), -Infinity);
  LINE.bins = [];
  if (dated.length === 0 || last < first) {
    LINE.svg.replaceChildren(svg("text", { x: 8, y: 24, class: "axis" }, events.length ? "No event here has a full date." : "No events."));
    return drawTimeNote(events, null);
  }
  const unit = unitFor(first, last);
  const { bins, loose } = makeBins(events, first, last, unit);
  LINE.bins = bins;
  LINE.unit = unit;
  LINE.current = Math.min(LINE.current, bins.length - 1);
  const focused = LINE.svg.contains(document.activeElement);
  const most = Math.max(1, ...bins.map((bin) => bin.total));
  LINE.bars = bins.map((bin, index) => drawBar(bin, index, bins.length, most));
  const brush = svg("rect", { id: "brush", y: SIDE.top, height: LINE.height - SIDE.top - SIDE.bottom, width: 0, x: 0 });
  LINE.svg.setAttribute("viewBox", `0 0 ${LINE.width} ${LINE.height}`);
  LINE.svg.replaceChildren(...axis(bins, most), brush, ...LINE.bars);
  rove(LINE.bars, LINE.bars[LINE.current]);
  if (focused) LINE.bars[LINE.current].focus({ preventScroll: true });
  drawTimeNote(loose, unit);
}

function binName(bin) {
  const day = isoDay(bin.start);
  return { day, week: `week of ${day}`, month: day.slice(0, 7), year: day.slice(0, 4) }[LINE.unit];
}

function drawBar(bin, index, bars, most) {
  const wide = (LINE.width - SIDE.left - SIDE.right) / bars, tall = LINE.height - SIDE.top - SIDE.bottom;
  const within = (asked.from === null || bin.end > asked.from) && (asked.to === null || bin.start <= asked.to);
  const name = `${binName(bin)}: ${plural(bin.events, "event")}, ${number(bin.killed)} killed`;
  const x = SIDE.left + index * wide;
  const bar = svg("g", { class: `bar${within ? "" : " dim"}`, role: "button", "aria-label": name }, svg("title", {}, name),
    svg("rect", { class: "hit", x, y: SIDE.top, width: wide, height: tall }));
  let bottom = SIDE.top + tall;
  bin.byType.forEach((size, type) => {
    if (!size) return;
    const height = (size / most) * tall;
    bottom -= height;
    bar.append(svg("rect", { class: `disc ${colour(type)}`, x: x + Math.min(1, wide * 0.1), y: bottom,
      width: Math.max(0.8, wide - Math.min(2, wide * 0.2)), height }));
  });
  return bar;
}

function axis(bins, most) {
  const parts = [], tall = LINE.height - SIDE.top - SIDE.bottom, wide = LINE.width - SIDE.left - SIDE.right;
  for (const share of most > 1 ? [0.5, 1] : [1]) {
    const value = Math.round(most * share), y = SIDE.top + tall * (1 - value / most);
    parts.push(svg("line", { class: "grid", x1: SIDE.left, x2: LINE.width - SIDE.right, y1: y, y2: y }),
      svg("text", { class: "axis end", x: SIDE.left - 4, y: y + 4 }, number(value)));
  }
  const step = Math.max(1, Math.ceil(bins.length / Math.max(1, Math.floor(wide / 84)))); // a date takes 70 pixels
  for (let index = 0; index < bins.length; index += step) {
    const x = SIDE.left + (index / bins.length) * wide;
    parts.push(svg("line", { class: "grid", x1: x, x2: x, y1: SIDE.top + tall, y2: SIDE.top + tall + 4 }),
      svg("text", { class: "axis", x, y: LINE.height - 6 }, binName(bins[index]).replace("week of ", "")));
  }
  return parts;
}

function onLineKey(press) {
  if (!LINE.bins.length || !LINE.svg.contains(document.activeElement)) return;
  const last = LINE.bins.length - 1;
  const moves = { ArrowLeft: LINE.current - 1, ArrowRight: LINE.current + 1, Home: 0, End: last };
  if (press.key === "Enter" || press.key === " ") chooseBins(LINE.current, LINE.current, press.shiftKey);
  else if (press.key in moves) {
    LINE.current = Math.max(0, Math.min(last, moves[press.key]));
    rove(LINE.bars, LINE.bars[LINE.current]);
    LINE.bars[LINE.current].focus({ preventScroll: true });
  } else return;
  press.preventDefault();
}

function drawTimeNote(loose, unit) {
  const notes = [];
  const undated = loose.filter((event) => event.start === null);
  const long = loose.filter((event) => event.start !== null);
  const add = (events, words, label) => events.length && notes.push(
    html("button", { type: "button", onclick: () => pick(label, events) }, `${plural(events.length, "event")} ${words}`));
  add(undated, "without a full date", "without a full date");
  add(long, `known only to longer than a ${unit === "day" ? "night" : unit}`, "known only to a longer time");
  byId("time-note").replaceChildren(...notes.flatMap((note) => [note, " "]));
}
