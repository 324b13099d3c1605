/* Language switch, print button, folded parts opened by links, and rows as blocks on a narrow screen. Thai shows without any of it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var buttons = document.querySelectorAll("[data-set-lang]");
  var title = document.querySelector("title");
  var pages = document.querySelectorAll("a[data-page]");

  /* On a narrow screen each cell carries the head of its column, for it no longer stands under it. A
     block is no table to those who hear the page, so the roles are said again. */
  var narrow = window.matchMedia("(max-width: 720px)");
  function nameCells() {
    if (!narrow.matches) { return; }
    document.querySelectorAll(".table > table").forEach(function (table) {
      var heads = Array.prototype.map.call(table.querySelectorAll("thead th"), function (head) {
        head.setAttribute("role", "columnheader");
        return (head.querySelector("." + root.lang) || head).textContent;
      });
      table.setAttribute("role", "table");
      table.setAttribute("data-stacked", "");
      table.querySelectorAll("thead, tbody").forEach(function (part) { part.setAttribute("role", "rowgroup"); });
      Array.prototype.forEach.call(table.rows, function (row) {
        row.setAttribute("role", "row");
        if (row.parentNode.tagName !== "TBODY") { return; }
        Array.prototype.forEach.call(row.cells, function (cell, place) {
          cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
          if (cell.tagName === "TD") { cell.setAttribute("data-head", heads[place]); }
        });
      });
    });
  }
  narrow.addEventListener("change", nameCells);
  nameCells();

  function setLanguage(lang) {
    root.lang = lang;
    root.setAttribute("data-lang", lang);
    document.title = title.getAttribute("data-" + lang);
    pages.forEach(function (link) {
      var parts = link.getAttribute("href").split("#");
      link.setAttribute("href", parts[0].split("?")[0] + "?lang=" + lang + (parts[1] ? "#" + parts[1] : ""));
    });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-set-lang") === lang));
    });
    nameCells();
    document.dispatchEvent(new Event("bfa-language"));
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var lang = button.getAttribute("data-set-lang");
      setLanguage(lang);
      try { localStorage.setItem("bfa-language", lang); } catch (refused) { /* a file may have no storage */ }
    });
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  /* How something was counted is folded on a screen and small print on paper. */
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = Array.prototype.slice.call(document.querySelectorAll(".counted:not([open])"));
    unfolded.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (part) { part.open = false; });
  });

  /* A dated picture that is wider than a narrow screen is shown from its newest end. */
  function showNewest() {
    document.querySelectorAll(".sheet .bfa-strip, .bfa-trend, .bfa-timeline").forEach(function (chart) {
      chart.parentNode.scrollLeft = chart.parentNode.scrollWidth;
    });
  }
  window.addEventListener("hashchange", showNewest);
  document.addEventListener("bfa-language", showNewest);
  showNewest();

  /* A link to a folded part opens it. */
  function openTarget() {
    var part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (part && part.tagName === "DETAILS") { part.open = true; part.scrollIntoView(); }
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  var kept = null;
  try { kept = localStorage.getItem("bfa-language"); } catch (refused) { /* as above */ }
  var asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "th") { setLanguage(asked); } else if (kept === "en") { setLanguage("en"); }
})();
