// The map: outlines in units of 0.01 degree, points gathered on the screen so that none hides another.
const MAP = { svg: byId("map"), base: byId("base"), scale: 1, left: 0, top: 0, width: 600, height: 400, current: "", moving: null };
const BASE = DATA.map; // {land: [[code, path]], admin1, lakes, rivers: path, labels: [[kind, name, x, y]], box}
const GATHER = 22; // pixels: points nearer than that could not be told apart, nor hit with a finger
const LEAST = 5, MOST = 26; // pixels: radius of a point without dead, and of the largest

const radius = (killed) => Math.min(MOST, LEAST + 1.5 * Math.sqrt(killed)); // area grows with the dead
const toScreen = (at) => [at[0] * MAP.scale + MAP.left, at[1] * MAP.scale + MAP.top];

function makeMap() {
  const land = svg("g", { id: "land" });
  for (const [code, path] of BASE.land) land.append(svg("path", { d: path, class: "land", "data-country": code }));
  for (const [name, path] of [["admin1", BASE.admin1], ["lakes", BASE.lakes], ["rivers", BASE.rivers]])
    if (path) land.append(svg("path", { d: path, class: name }));
  MAP.base.append(land); // a picture of its own, which is not painted anew when the points change
  MAP.svg.append(svg("g", { id: "labels", "aria-hidden": "true" }), svg("g", { id: "marks" }));
  MAP.land = land;
  MAP.marks = byId("marks");
  new ResizeObserver(() => measureMap()).observe(MAP.svg);
  byId("closer").addEventListener("click", () => zoom(1.6));
  byId("farther").addEventListener("click", () => zoom(1 / 1.6));
  byId("whole").addEventListener("click", () => showOnMap(NOW.onMap));
  MAP.svg.addEventListener("wheel", (turn) => {
    if (!turn.ctrlKey && !turn.metaKey) return; // the wheel alone scrolls the page
    turn.preventDefault();
    zoom(turn.deltaY < 0 ? 1.3 : 1 / 1.3, turn.offsetX, turn.offsetY);
  }, { passive: false });
  listenToPointers();
  MAP.svg.addEventListener("keydown", onMapKey);
}

function measureMap() {
  if (matchMedia("print").matches) return; // on paper the picture of the screen is scaled as a whole
  const box = MAP.svg.getBoundingClientRect();
  if (!box.width || (box.width === MAP.width && box.height === MAP.height && MAP.sized)) return;
  const [x, y] = [(MAP.width / 2 - MAP.left) / MAP.scale, (MAP.height / 2 - MAP.top) / MAP.scale];
  [MAP.width, MAP.height] = [box.width, box.height];
  if (!MAP.sized) return void (MAP.sized = true, showOnMap(NOW.onMap));
  [MAP.left, MAP.top] = [MAP.width / 2 - x * MAP.scale, MAP.height / 2 - y * MAP.scale];
  drawMap();
}

// Fit the places of events into the map; those outside of the Sahel's part only where there are no others.
function showOnMap(events) {
  const at = events.filter((event) => event.spot).map((event) => event.spot.at);
  const [west, north, east, south] = BASE.box;
  const inside = at.filter(([x, y]) => x >= west && x <= east && y >= north && y <= south);
  const shown = inside.length ? inside : at;
  let box = BASE.home;
  if (shown.length) {
    const xs = shown.map((point) => point[0]), ys = shown.map((point) => point[1]);
    const least = (values) => values.reduce((one, other) => Math.min(one, other));
    const most = (values) => values.reduce((one, other) => Math.max(one, other));
    box = [least(xs), least(ys), most(xs), most(ys)];
  }
  const spread = Math.max(box[2] - box[0], 300), rise = Math.max(box[3] - box[1], 200); // 3 by 2 degrees at least
  MAP.scale = Math.min(MAP.width / (spread * 1.15), MAP.height / (rise * 1.2));
  MAP.left = MAP.width / 2 - ((box[0] + box[2]) / 2) * MAP.scale;
  MAP.top = MAP.height / 2 - ((box[1] + box[3]) / 2) * MAP.scale;
  drawMap();
}

function zoom(factor, x = MAP.width / 2, y = MAP.height / 2) {
  const scale = Math.min(12, Math.max(MAP.width / 40000, MAP.scale * factor)); // a kilometre is 10 pixels; the world
  MAP.left = x - ((x - MAP.left) / MAP.scale) * scale;
  MAP.top = y - ((y - MAP.top) / MAP.scale) * scale;
  MAP.scale = scale;
  drawMap();
}

function listenToPointers() {
  const down = new Map();
  let moved = 0, gap = 0;
  const middle = () => [...down.values()].reduce(([x, y], at) => [x + at[0] / down.size, y + at[1] / down.size], [0, 0]);
  const spread = () => { const [one, other] = [...down.values()]; return Math.hypot(one[0] - other[0], one[1] - other[1]); };
  MAP.svg.addEventListener("pointerdown", (press) => {
    down.set(press.pointerId, [press.offsetX, press.offsetY]);
    moved = 0;
    if (down.size === 2) gap = spread();
  });
  MAP.svg.addEventListener("pointermove", (move) => {
    if (!down.has(move.pointerId)) return;
    const box = MAP.svg.getBoundingClientRect(), before = middle();
    down.set(move.pointerId, [move.clientX - box.left, move.clientY - box.top]);
    const after = middle();
    moved += Math.abs(after[0] - before[0]) + Math.abs(after[1] - before[1]);
    if (moved < 4 && down.size === 1) return; // a click shakes a little
    if (down.size === 1) MAP.svg.setPointerCapture(move.pointerId);
    MAP.left += after[0] - before[0];
    MAP.top += after[1] - before[1];
    if (down.size === 2) {
      zoom(spread() / gap, ...after);
      gap = spread();
    } else drawSoon();
  });
  for (const name of ["pointerup", "pointercancel"]) MAP.svg.addEventListener(name, (lift) => down.delete(lift.pointerId));
  MAP.svg.addEventListener("click", (click) => { if (moved >= 4) click.stopPropagation(); }, true);
}

function drawSoon() {
  cancelAnimationFrame(MAP.moving);
  MAP.moving = requestAnimationFrame(drawMap);
}

// Spots near one another on the screen are gathered at the largest of them, exact places and regions apart.
function gather(events) {
  const spots = new Map();
  for (const event of events) {
    let spot = spots.get(event.spot.number);
    if (!spot) spots.set(event.spot.number, spot = { ...event.spot, places: new Map(), events: [], killed: 0 });
    spot.events.push(event);
    spot.killed += event.killed ? event.killed[1] : 0;
    spot.places.set(event.place.name, (spot.places.get(event.place.name) || 0) + 1);
  }
  const ordered = [...spots.values()].sort((one, other) =>
    other.events.length - one.events.length || (one.key < other.key ? -1 : 1));
  const cells = new Map(), marks = [];
  for (const spot of ordered) {
    const [x, y] = toScreen(spot.at);
    const near = neighbour(cells, spot.kind, x, y);
    if (near) absorb(near, spot);
    else {
      const mark = { ...spot, x, y };
      mark.size = drawnRadius(mark);
      const cell = `${spot.kind} ${Math.floor(x / GATHER)} ${Math.floor(y / GATHER)}`;
      cells.set(cell, [...(cells.get(cell) || []), mark]);
      marks.push(mark);
    }
  }
  return ["place", "region"].flatMap((kind) => part(marks.filter((mark) => mark.kind === kind)));
}

const drawnRadius = (mark) => {
  const size = radius(mark.killed);
  return (mark.events.length > 1 ? Math.max(size, 12) : size) + (mark.kind === "region" ? 4 : 0); // room for a number
};

// What would still lie on one another, once each has its size, is gathered as well, until nothing does.
function part(marks) {
  for (let more = true; more;) {
    more = false;
    const kept = [];
    for (const mark of marks.sort((one, other) => other.events.length - one.events.length || (one.key < other.key ? -1 : 1))) {
      const under = kept.find((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < 0.85 * (other.size + mark.size));
      if (!under) {
        kept.push(mark);
        continue;
      }
      absorb(under, mark);
      more = true;
    }
    marks = kept;
  }
  return marks;
}

function absorb(mark, other) {
  mark.events = mark.events.concat(other.events);
  mark.killed += other.killed;
  for (const [name, count] of other.places) mark.places.set(name, (mark.places.get(name) || 0) + count);
  mark.size = drawnRadius(mark);
}

function neighbour(cells, kind, x, y) {
  const column = Math.floor(x / GATHER), row = Math.floor(y / GATHER);
  for (let i = column - 1; i <= column + 1; i += 1)
    for (let j = row - 1; j <= row + 1; j += 1)
      for (const mark of cells.get(`${kind} ${i} ${j}`) || [])
        if (Math.hypot(mark.x - x, mark.y - y) < GATHER) return mark;
  return null;
}

function drawMap() {
  const events = NOW.onMap;
  const placed = events.filter((event) => event.spot);
  for (const picture of [MAP.base, MAP.svg]) picture.setAttribute("viewBox", `0 0 ${MAP.width} ${MAP.height}`);
  MAP.land.setAttribute("transform", `translate(${MAP.left} ${MAP.top}) scale(${MAP.scale})`);
  const focused = MAP.marks.contains(document.activeElement);
  const marks = gather(placed).sort((one, other) => other.events.length - one.events.length);
  const nodes = marks.map(drawMark);
  MAP.marks.replaceChildren(...nodes);
  MAP.drawn = marks.map((mark, index) => ({ ...mark, node: nodes[index] }));
  const current = MAP.drawn.find((mark) => mark.key === MAP.current) || MAP.drawn[0];
  if (current) {
    rove(nodes, current.node);
    if (focused) current.node.focus({ preventScroll: true });
  }
  drawLabels();
  drawMapNote(events, placed);
}

function markName(mark) {
  const names = [...mark.places].sort((one, other) => other[1] - one[1]).map((pair) => pair[0]);
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more places` : "");
  return mark.kind === "place" ? shown : `somewhere in ${shown}`;
}

function drawMark(mark) {
  const many = mark.events.length > 1;
  const chosenHere = asked.picked === null || mark.events.some(isPicked);
  const name = `${markName(mark)}: ${plural(mark.events.length, "event")}, ${number(mark.killed)} killed`;
  const group = svg("g", { class: `mark ${mark.kind}${chosenHere ? "" : " dim"}`, role: "button", "aria-label": name,
    transform: `translate(${mark.x.toFixed(1)} ${mark.y.toFixed(1)})`, onclick: () => choose(mark) });
  group.append(svg("title", {}, name));
  for (const slice of slices(mark.events, drawnRadius(mark), mark.kind === "region")) group.append(slice);
  if (many) {
    const written = String(mark.events.length);
    group.append(svg("circle", { r: 5 + 3 * written.length, class: "hub" }), svg("text", { class: "count" }, written));
  }
  return group;
}

// A disc for exact places, a ring for regions, cut by the share of each type.
function slices(events, band, hollow) {
  const counts = TYPES.map(() => 0);
  for (const event of events) counts[event.number] += 1;
  const present = counts.map((count, index) => [index, count]).filter((pair) => pair[1] > 0);
  if (present.length === 1) return [svg("circle", { r: band, class: `${hollow ? "ring" : "disc"} ${colour(present[0][0])}` })];
  let turn = 0;
  const at = (share) => `${(band * Math.sin(share * 2 * Math.PI)).toFixed(2)} ${(-band * Math.cos(share * 2 * Math.PI)).toFixed(2)}`;
  return present.map(([index, count]) => {
    const from = turn;
    turn += count / events.length;
    const arc = `M${at(from)}A${band} ${band} 0 ${turn - from > 0.5 ? 1 : 0} 1 ${at(turn)}`;
    return svg("path", { d: hollow ? arc : `${arc}L0 0Z`, class: `${hollow ? "ring" : "disc"} ${colour(index)}` });
  });
}

function choose(mark) {
  MAP.current = mark.key;
  const same = asked.picked && mark.events.every(isPicked) && asked.picked.members.size === mark.events.length;
  if (same) return pick("", null);
  pick(markName(mark), mark.events);
  if (mark.events.length === 1) openEvent(mark.events[0]);
}

function onMapKey(press) {
  const zooms = { "+": 1.6, "=": 1.6, "-": 1 / 1.6, "−": 1 / 1.6 };
  if (zooms[press.key]) return void (press.preventDefault(), zoom(zooms[press.key]));
  const here = MAP.drawn && MAP.drawn.find((mark) => mark.node === document.activeElement);
  if (!here) return;
  if (press.key === "Enter" || press.key === " ") return void (press.preventDefault(), choose(here));
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = ways[press.key];
  if (!way) return;
  press.preventDefault();
  let best = null, least = Infinity;
  for (const mark of MAP.drawn) {
    const along = (mark.x - here.x) * way[0] + (mark.y - here.y) * way[1];
    const aside = Math.abs((mark.x - here.x) * way[1]) + Math.abs((mark.y - here.y) * way[0]);
    const cost = along + 2 * aside; // ahead counts before aside
    if (along > 0.5 && cost < least) [best, least] = [mark, cost];
  }
  if (best) focusMark(best);
}

function focusMark(mark) {
  MAP.current = mark.key;
  const outside = mark.x < 0 || mark.y < 0 || mark.x > MAP.width || mark.y > MAP.height;
  rove(MAP.drawn.map((each) => each.node), mark.node);
  mark.node.focus({ preventScroll: true });
  if (!outside) return;
  MAP.left += MAP.width / 2 - mark.x;
  MAP.top += MAP.height / 2 - mark.y;
  drawMap();
}

function drawLabels() {
  const taken = [], shown = [];
  for (const [kind, name, x, y, from] of BASE.labels) {
    if (MAP.scale < from) continue; // pixels for 0.01 degree from which on the label has room
    const [left, top] = toScreen([x, y]);
    if (left < 0 || top < 0 || left > MAP.width || top > MAP.height) continue;
    const half = name.length * (kind === "country" ? 4.5 : 3.3) + 4;
    if (taken.some((box) => Math.abs(box[0] - left) < box[2] + half && Math.abs(box[1] - top) < 14)) continue;
    taken.push([left, top, half]);
    shown.push(svg("text", { class: `label ${kind}`, x: left.toFixed(1), y: (top - (kind === "town" ? 5 : 0)).toFixed(1) }, name));
    if (kind === "town") shown.push(svg("circle", { class: "town", cx: left.toFixed(1), cy: top.toFixed(1), r: 1.5 }));
  }
  byId("labels").replaceChildren(...shown);
}

function drawMapNote(events, placed) {
  const notes = [];
  const missing = events.filter((event) => !event.spot);
  if (missing.length)
    notes.push(html("button", { type: "button", onclick: () => pick("not on the map", missing) },
      `${plural(missing.length, "event")} without a place that can be drawn`));
  const away = placed.filter((event) => {
    const [x, y] = toScreen(event.place.at);
    return x < 0 || y < 0 || x > MAP.width || y > MAP.height;
  });
  if (away.length)
    notes.push(html("button", { type: "button", onclick: () => pick("outside the view", away) },
      `${plural(away.length, "event")} outside the view`));
  byId("map-note").replaceChildren(...notes.flatMap((note) => [note, " "]));
}

function makeMapKey() {
  const items = [1, 10, 100].map((killed) => [svg("circle", { r: radius(killed), class: "disc plain" }), radius(killed), `${killed} killed`]);
  items.push([svg("circle", { r: 12, class: "ring plain" }), 13, "a region or country: the place itself is not known"]);
  items.push([svg("g", {}, svg("circle", { r: 12, class: "disc plain" }), svg("circle", { r: 8, class: "hub" }), svg("text", { class: "count" }, "5")), 12, "five events gathered, coloured by their types"]);
  for (const [shape, half, words] of items) {
    const size = 2 * Math.ceil(half) + 2;
    byId("map-key").append(html("span", {}, svg("svg", { width: size, height: size, "aria-hidden": "true",
      viewBox: `${-size / 2} ${-size / 2} ${size} ${size}` }, shape), ` ${words}`), " ");
  }
}
