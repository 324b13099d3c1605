/* Language switch, print button, and folded parts opened on paper and by links. Thai shows without any of it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var buttons = document.querySelectorAll("[data-set-lang]");
  var title = document.querySelector("title");
  var pages = document.querySelectorAll("a[data-page]");

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

  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details"), function (part) { return !part.open; });
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (part) { part.open = false; });
  });

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
