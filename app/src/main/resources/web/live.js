// Keeps open pages up to date: listens to what the hub says has changed and asks for that part
// again; where it cannot listen it asks every few seconds. Everything works without it.
(function () {
  "use strict";
  var POLL_MS = 5000;
  var AGAIN_MS = 60000;
  var TRIES = 3;
  var source = null;
  var listening = false;
  var again = 0;
  var version = 0;
  var tried = 0;
  var tries = 0;
  var polledAt = Date.now();
  var opened = new Set();
  var focused = "";
  if (!document.querySelector(".out")) return;

  function part() {
    return document.querySelector("[data-live]");
  }

  function address() {
    var shown = part();
    if (!shown) return "/events";
    var flow = shown.dataset.liveFlow;
    return "/events?show=" + encodeURIComponent(shown.dataset.live)
      + (flow ? "&flow=" + encodeURIComponent(flow) : "");
  }

  // Nothing is taken away from under somebody who writes, chooses or marks a text.
  function isBusy(shown) {
    var at = document.activeElement;
    if (at && shown.contains(at) && at.matches("input, select, textarea")) return true;
    if (shown.querySelector("details[open] form")) return true;
    var marked = window.getSelection();
    return marked && !marked.isCollapsed && shown.contains(marked.anchorNode);
  }

  function ask(shown) {
    polledAt = Date.now();
    shown.dispatchEvent(new CustomEvent("refresh"));
  }

  function round() {
    var shown = part();
    if (!shown || document.hidden || isBusy(shown)) return;
    if (!listening) {
      if (Date.now() - polledAt >= POLL_MS) ask(shown);
      return;
    }
    if (version <= Number(shown.dataset.liveAt)) return;
    if (tried !== version) { tried = version; tries = 0; }
    if (tries < TRIES) { tries += 1; ask(shown); }
  }

  function figure(name, count, critical) {
    document.querySelectorAll('[data-count="' + name + '"]').forEach(function (badge) {
      var before = Number(badge.dataset.value || 0);
      badge.dataset.value = String(count);
      badge.querySelector("b").textContent = count > 999 ? "999+" : String(count);
      badge.hidden = count === 0;
      badge.classList.toggle("critical", critical);
      if (name === "alarms" && count > before) {
        document.getElementById("said").textContent =
          count + (count === 1 ? " alarm is open" : " alarms are open");
      }
    });
  }

  function changed(event) {
    var news = JSON.parse(event.data);
    figure("alarms", news.alarms, news.critical);
    figure("parked", news.parked, false);
    version = news.version;
    round();
  }

  function over() {
    stop();
    if (part()) window.location.assign("/login");
  }

  // Later pages of the same log-in have all the lines there are: this one asks by itself for a while.
  function full() {
    stop();
    again = setTimeout(start, AGAIN_MS);
  }

  function stop() {
    listening = false;
    if (source) source.close();
    source = null;
    clearTimeout(again);
  }

  function start() {
    stop();
    if (document.hidden || !window.EventSource) return;
    source = new EventSource(address());
    source.addEventListener("changed", function (event) {
      listening = true;
      changed(event);
    });
    source.addEventListener("over", over);
    source.addEventListener("full", full);
    source.addEventListener("error", function () {
      listening = false;
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        again = setTimeout(start, AGAIN_MS);
      }
    });
  }

  // How the same control is found when its part has been replaced.
  function selector(control) {
    if (!control || control === document.body) return "";
    if (control.id) return "#" + CSS.escape(control.id);
    if (control.matches("a[href]")) return 'a[href="' + CSS.escape(control.getAttribute("href")) + '"]';
    var form = control.closest("form[action]");
    if (form) return 'form[action="' + CSS.escape(form.getAttribute("action")) + '"] ' + control.tagName;
    var details = control.closest("details[id]");
    return details ? "#" + CSS.escape(details.id) + " > summary" : "";
  }

  // What was open stays open when a part is replaced, and what had the focus keeps it.
  document.addEventListener("toggle", function (event) {
    var id = event.target.id;
    if (!id || event.target.tagName !== "DETAILS") return;
    if (event.target.open) opened.add(id); else opened.delete(id);
  }, true);
  document.addEventListener("htmx:beforeSwap", function () {
    focused = selector(document.activeElement);
  });
  document.addEventListener("htmx:afterSwap", function () {
    opened.forEach(function (id) {
      var details = document.getElementById(id);
      if (details) details.open = true;
    });
    var again = focused && document.querySelector(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
  });
  document.addEventListener("visibilitychange", start);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", function (event) { if (event.persisted) start(); });
  start();
  setInterval(round, 1000);
})();
