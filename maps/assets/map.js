/* Brings a drawn map to life: first view, keyboard, names that do not collide, paper. */
/* folium makes each marker with the default pin before it sets ours: give that pin nothing to fetch. */
L.Icon.Default.imagePath = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==#";
function bfaStartMap(map, settings) {
  "use strict";
  var sides = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -0.7], [1, 0.7], [-1, -0.7], [-1, 0.7]];
  L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
  var still = window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (still) { map.options.zoomAnimation = false; map.options.fadeAnimation = false; }

  function fit() {
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(map.options.bfaBounds, { animate: false });
    placeNames();
  }

  function textOf(html) {
    var box = document.createElement("div");
    box.innerHTML = html;
    box.querySelectorAll("div").forEach(function (line) { line.prepend(". "); });
    box.querySelectorAll(".en").forEach(function (part) { part.prepend(" / "); });
    return box.textContent;
  }

  /* A place whose tooltip names a page of the pack leads there, in the language shown. */
  function leadOn(element, html) {
    var box = document.createElement("div");
    box.innerHTML = html;
    var named = box.querySelector("[data-lead]");
    if (!named) { return; }
    var parts = named.getAttribute("data-lead").split("#");
    function go() { location.href = parts[0] + "?lang=" + document.documentElement.lang + "#" + parts[1]; }
    element.setAttribute("role", "link");
    element.style.cursor = "pointer";
    element.addEventListener("click", go);
    element.addEventListener("keydown", function (event) { if (event.key === "Enter") { go(); } });
  }

  function makeReachable(layer) {
    var tooltip = layer.getTooltip && layer.getTooltip();
    var element = layer.getElement && layer.getElement();
    if (!tooltip || !element) { return; }
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", textOf(tooltip.getContent()));
    leadOn(element, tooltip.getContent());
  }

  /* A side is a direction: right, left, top, bottom, then the four corners. */
  function boxAt(point, gap, width, height, side) {
    var left = side[0] > 0 ? point.x + gap : side[0] < 0 ? point.x - gap - width : point.x - width / 2;
    var top = side[0] ? point.y - height / 2 + side[1] * (gap + height / 2)
      : side[1] < 0 ? point.y - gap - height : point.y + gap;
    return { left: left, top: top, right: left + width, bottom: top + height };
  }

  function meets(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function findPlace(point, gap, name, taken) {
    var size = map.getSize();
    for (var i = 0; i < sides.length; i++) {
      var box = boxAt(point, gap, name.offsetWidth, name.offsetHeight, sides[i]);
      var inside = box.left > 2 && box.top > 2 && box.right < size.x - 2 && box.bottom < size.y - 2;
      if (inside && !taken.some(function (other) { return meets(box, other); })) { return box; }
    }
    return null;
  }

  function placeNames() {
    var labels = [];
    map.eachLayer(function (layer) {
      var name = layer._icon && layer._icon.querySelector(".bfa-name");
      if (name) { labels.push({ name: name, point: map.latLngToContainerPoint(layer.getLatLng()), order: layer._leaflet_id }); }
    });
    labels.sort(function (a, b) { return a.order - b.order; });
    var taken = labels.map(function (label) {
      var gap = parseFloat(label.name.dataset.gap) - 1;
      return boxAt(label.point, -gap, 2 * gap, 2 * gap, [1, 0]);
    });
    var corner = map.getContainer().querySelector(".leaflet-control-zoom");
    if (corner && corner.offsetWidth) { taken.push({ left: 0, top: 0, right: corner.offsetWidth + 20, bottom: corner.offsetHeight + 20 }); }
    labels.forEach(function (label) {
      var gap = parseFloat(label.name.dataset.gap) + 4;
      var box = findPlace(label.point, gap, label.name, taken);
      label.name.style.visibility = box ? "visible" : "hidden";
      if (!box) { return; }
      taken.push(box);
      label.name.style.left = Math.round(box.left - label.point.x) + "px";
      label.name.style.top = Math.round(box.top - label.point.y) + "px";
    });
  }

  map.eachLayer(makeReachable);
  map.on("zoomend moveend", placeNames);
  document.addEventListener("bfa-language", placeNames);
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", fit);
  if (window.matchMedia) { matchMedia("print").addEventListener("change", fit); }
  if (document.fonts && document.fonts.ready) { document.fonts.ready.then(placeNames); }
  fit();
}
