// Small helpers for the document. Text of articles only ever becomes text: nothing here parses markup.
const byId = (id) => document.getElementById(id);
const SVG_SPACE = byId("map").namespaceURI; // spares the page an address

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

const html = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) =>
  fill(document.createElementNS(SVG_SPACE, name), attributes, children);

const NUMBERS = new Intl.NumberFormat("en");
const number = (value) => NUMBERS.format(value);
const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

// "13", "10 to 15", "24 or more"
function range(low, high) {
  if (high === null) return `${number(low)} or more`;
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

// One member of a group takes part in the tab order; arrow keys move among them (WAI-ARIA: roving tabindex).
function rove(members, current) {
  for (const member of members) member.setAttribute("tabindex", member === current ? "0" : "-1");
}
