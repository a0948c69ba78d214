// Everything drawn anew after each change: all of it takes a few milliseconds for ten thousand events.
function update() {
  readFields();
  NOW = chosen();
  const shown = NOW.shown;
  TABLE.page = 0;
  drawChips(shown);
  drawTotals(shown);
  drawMost(shown);
  drawTable(shown);
  drawTimeline();
  if (MAP.sized) drawMap();
}

function makeTheme() {
  const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = () => { byId("theme").textContent = dark() ? "Light" : "Dark"; };
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  name();
}

function openNamed() {
  let wanted = "";
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { return; } // a hash of another's making
  const event = wanted && EVENTS.find((each) => each.id === wanted);
  if (event) openEvent(event);
}

byId("filter-box").open = innerWidth > 620; // on a phone the map comes first
makeTheme();
makeFilters();
makeMap();
makeMapKey();
makeTimeline();
makeMost();
makeTable();
makeDialog();
update();
openNamed();
window.addEventListener("hashchange", openNamed);
readAhead(0);
document.documentElement.dataset.ready = "yes";
