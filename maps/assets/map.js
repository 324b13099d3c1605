/* Brings a drawn map to life: first view, keyboard, names that do not collide, paper. */
function bfaStartMap(map, settings) {
  "use strict";
  var sides = ["right", "left", "top", "bottom"];
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

  function makeReachable(layer) {
    var tooltip = layer.getTooltip && layer.getTooltip();
    var element = layer.getElement && layer.getElement();
    if (!tooltip || !element) { return; }
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", textOf(tooltip.getContent()));
  }

  function boxAt(point, gap, width, height, side) {
    var left = side === "right" ? point.x + gap : side === "left" ? point.x - gap - width : point.x - width / 2;
    var top = side === "top" ? point.y - gap - height : side === "bottom" ? point.y + gap : point.y - height / 2;
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
      return boxAt(label.point, -gap, 2 * gap, 2 * gap, "right");
    });
    var corner = map.getContainer().querySelector(".leaflet-control-zoom");
    if (corner && corner.offsetWidth) { taken.push({ left: 0, top: 0, right: corner.offsetWidth + 20, bottom: corner.offsetHeight + 20 }); }
    labels.forEach(function (label) {
      var gap = parseFloat(label.name.dataset.gap) + 2;
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
