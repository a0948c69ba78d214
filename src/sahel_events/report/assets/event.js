// One event: its values, the words that each was read from, and all its reports.
const OPEN = { event: null };

function openEvent(event) {
  OPEN.event = event;
  const dialog = byId("event");
  dialog.replaceChildren(...eventParts(event));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  history.replaceState(null, "", `#${encodeURIComponent(event.id)}`);
}

function makeDialog() {
  const dialog = byId("event");
  dialog.addEventListener("close", () => {
    OPEN.event = null;
    history.replaceState(null, "", location.pathname + location.search);
  });
  dialog.addEventListener("click", (click) => { if (click.target === dialog) dialog.close(); }); // beside it
}

// The event before or after, in the order of the table.
function step(by) {
  const place = TABLE.shown.indexOf(OPEN.event);
  const next = TABLE.shown[place + by];
  if (place < 0 || !next) return;
  openEvent(next);
  byId(by < 0 ? "earlier" : "later").focus();
}

function eventParts(event) {
  const place = TABLE.shown.indexOf(event);
  const title = [event.date ? event.date[2] : "date unknown", placeText(event) || "place unknown", event.sub].join(", ");
  const bar = html("p", { class: "bar-of-event" },
    html("button", { type: "button", id: "earlier", disabled: place <= 0, onclick: () => step(-1) }, "Previous"),
    html("button", { type: "button", id: "later", disabled: place < 0 || place + 1 >= TABLE.shown.length, onclick: () => step(1) }, "Next"),
    html("button", { type: "button", id: "close", autofocus: true, onclick: () => byId("event").close() }, "Close"));
  const parts = [bar, html("h2", { id: "event-title", dir: "auto" }, title),
    html("p", { class: "note" }, `${(event.toll || "no toll").replace(/\n/g, ", ")} · ${event.status} · ${event.main ? "main" : "background"} · confidence ${event.confidence.toFixed(2)} · id ${event.id}`)];
  if (event.ledger && event.ledger.length) parts.push(html("h3", {}, "What the reports say together"), ledgerTable(event));
  reportsOf(event).forEach(([id, record], index) => {
    const number = event.ledger ? index + 1 : 0;
    parts.push(record ? reportPart(record, number) : keptPart(DATA.records[event.index], id, number));
  });
  return parts;
}

function makeRows(heads, rows) {
  return html("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": heads.join(", ") }, html("table", { class: "values" },
    html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, ...rows.map((cells) => html("tr", {}, ...cells)))));
}
const cell = (text, attributes) => html("td", { dir: "auto", ...attributes }, text);

function ledgerTable(event) {
  return makeRows(["Field", "Value", "Said by", "Reports"], event.ledger.map(([field, value, speakers, reports]) =>
    [cell(field), cell(value), cell(speakers), cell(reports.join(", "))]));
}

function heading(name, number, about, url) {
  const web = /^https?:\/\//i.test(url || "") ? html("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, "the article on the web") : null;
  return [html("h3", { dir: "auto" }, oneLine(number ? `Report ${number}: ${name}` : name)),
    html("p", { class: "note" }, about.filter(Boolean).map(oneLine).join(" · "), web ? " · " : null, web)];
}

// What a record was made with, in the words of lexicon/versions.py.
function madeWith(made) {
  const names = { version: "sahel-events", data: "data", model: "model", own: "own tables" };
  return oneLine(Object.keys(names).filter((key) => made && made[key]).map((key) => `${names[key]} ${made[key]}`).join(", "));
}

// A report whose own record is at hand: its values, each with its words and the rule that read them.
function reportPart(record, number) {
  const article = record.article, values = valuesOf(record);
  const part = html("section", { class: "report" }, ...heading(article.title || article.id, number,
    [article.source, article.published ? `published ${article.published}` : "no date of publication", article.path], article.url));
  for (const passage of passagesOf(record, values)) part.append(html("blockquote", { dir: "auto" }, ...passage));
  part.append(makeRows(["", "Field", "Value", "Words", "Rule"], values.map((value, index) => [
    cell(value.words ? `[${index + 1}]` : "", { class: value.words ? fieldClass(value.field) : "" }), cell(value.field),
    cell(value.value, { class: value.unknown ? "unknown" : "" }), cell(value.words ? `“${value.words}”` : ""),
    cell(value.rule, { class: "rule" })])));
  const made = madeWith(record.made_with);
  if (made) part.append(html("p", { class: "note" }, `made with ${made}`));
  return part;
}

// What a linked event keeps of a report whose own record is not at hand.
function keptPart(linked, id, number) {
  const quotes = linked.evidence.filter((quote) => quote.report === id);
  const part = html("section", { class: "report" }, ...heading(quotes.length ? quotes[0].article : id, number, [`id ${id}`], ""));
  for (const quote of quotes) part.append(html("blockquote", { dir: "auto" }, safe(quote.text)));
  return part;
}
