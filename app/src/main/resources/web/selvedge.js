// The key / leads to the search, unless somebody is writing.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var find = document.getElementById("find");
    var at = event.target;
    var writes = at instanceof HTMLElement && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName));
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes || !find) return;
    event.preventDefault();
    find.focus();
    find.select();
  });
  // The list of further pages closes as lists do.
  var rest = document.querySelector("details.rest");
  if (!rest) return;
  document.addEventListener("click", function (event) {
    if (!rest.contains(event.target)) rest.open = false;
  });
  rest.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !rest.open) return;
    rest.open = false;
    rest.querySelector("summary").focus();
  });
})();

// Draws the plots of the overview and of flows and keeps them up to date. Everything else works
// without it.
(function () {
  "use strict";
  var REFRESH_MS = 15000;
  var HEIGHT = 210;
  var LIGHT = ["#2b6cb0", "#c05621", "#2f855a", "#9b2c6b", "#6b46c1", "#8a6d0b", "#0e7490", "#b83249"];
  var DARK = ["#7fb2f0", "#f0a36b", "#7ed3a5", "#eb92c4", "#b79cf3", "#dcc05a", "#67c7dc", "#f28b9b"];
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var holders = document.querySelectorAll("[data-plot]");
  var plots = [];
  var flowHolders = document.querySelectorAll("[data-flow-plot]");
  if (!(holders.length || flowHolders.length) || !window.uPlot) return;

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function duration(ms) {
    if (ms == null) return "–";
    if (ms < 1000) return Math.round(ms) + " ms";
    if (ms < 10000) return (ms / 1000).toFixed(1) + " s";
    if (ms < 60000) return Math.round(ms / 1000) + " s";
    if (ms < 3600000) return (ms / 60000).toFixed(ms < 600000 ? 1 : 0) + " min";
    return (ms / 3600000).toFixed(1) + " h";
  }

  function count(n) {
    return n == null ? "–" : n.toLocaleString("en-GB");
  }

  function clock(seconds) {
    return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  function axis(format) {
    return {
      stroke: css("--faint"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: css("--line"), width: 1 },
      ticks: { show: false },
      size: format ? 58 : 28,
      values: format
        ? function (u, splits) { return splits.map(function (v) { return format(v); }); }
        : function (u, splits) { return splits.map(clock); }
    };
  }

  function draw(holder, data) {
    var kind = holder.dataset.plot;
    var format = kind === "freshness" ? duration : count;
    var palette = dark.matches ? DARK : LIGHT;
    var flows = data.flows.filter(function (flow) {
      return flow.delivered.some(function (n) { return n > 0; });
    });
    holder.replaceChildren();
    if (!flows.length) {
      var empty = document.createElement("p");
      empty.textContent = "Nothing was delivered in the last hour.";
      holder.append(empty);
      return;
    }
    var series = [{ value: function (u, v) { return v == null ? "" : clock(v); }, label: "at" }];
    flows.forEach(function (flow, i) {
      series.push({
        label: flow.name,
        stroke: palette[i % palette.length],
        width: 1.6,
        spanGaps: kind === "freshness",
        points: { size: 4, show: kind === "freshness" ? undefined : false },
        value: function (u, v) { return format(v); }
      });
    });
    var options = {
      width: Math.max(240, holder.clientWidth),
      height: HEIGHT,
      cursor: { y: false, points: { size: 6 } },
      legend: { live: true },
      scales: { y: { range: function (u, min, max) { return [0, max > 0 ? max * 1.08 : 1]; } } },
      axes: [axis(null), axis(format)],
      series: series
    };
    var values = [data.minutes].concat(flows.map(function (flow) { return flow[kind]; }));
    plots.push(new window.uPlot(options, values, holder));
  }

  function day(seconds) {
    return new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  }

  function moment(days) {
    return function (seconds) { return days ? day(seconds) + " " + clock(seconds) : clock(seconds); };
  }

  function drawFlow(holder, data) {
    var times = holder.dataset.flowPlot === "times";
    var format = times ? duration : count;
    var palette = dark.matches ? DARK : LIGHT;
    var lines = data[holder.dataset.flowPlot];
    var any = lines.some(function (line) {
      return line.values.some(function (v) { return v !== null && v > 0; });
    });
    holder.replaceChildren();
    if (!any) {
      var empty = document.createElement("p");
      empty.textContent = times ? "Nothing was told in this time." : "Nothing came in this time.";
      holder.append(empty);
      return;
    }
    var at = moment(data.days);
    var series = [{ value: function (u, v) { return v == null ? "" : at(v); }, label: "at" }];
    lines.forEach(function (line, i) {
      series.push({
        label: line.name,
        stroke: palette[i % palette.length],
        width: 1.6,
        spanGaps: times,
        points: { size: 4, show: times ? undefined : false },
        value: function (u, v) { return format(v); }
      });
    });
    var most = 0;
    var values = [data.at].concat(lines.map(function (line) {
      line.values.forEach(function (v) { if (v > most) most = v; });
      return line.values;
    }));
    if (times) {
      data.goals.forEach(function (goal) {
        // One far above what happens would press everything else to the ground.
        if (goal > most * 4) return;
        series.push({
          label: "promised " + duration(goal),
          stroke: css("--faint"),
          width: 1.2,
          dash: [5, 4],
          points: { show: false },
          value: function (u, v) { return format(v); }
        });
        values.push(data.at.map(function () { return goal; }));
      });
    }
    var below = axis(null);
    if (data.days) {
      below.values = function (u, splits) { return splits.map(day); };
    }
    plots.push(new window.uPlot({
      width: Math.max(240, holder.clientWidth),
      height: HEIGHT,
      cursor: { y: false, points: { size: 6 } },
      legend: { live: true },
      scales: { y: { range: function (u, min, max) { return [0, max > 0 ? max * 1.08 : 1]; } } },
      axes: [below, axis(format)],
      series: series
    }, values, holder));
  }

  function source() {
    return flowHolders.length ? flowHolders[0].dataset.from : "/plots/flows.json";
  }

  function refresh() {
    if (document.hidden) return Promise.resolve();
    return fetch(source(), { headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (answer.status === 401) { window.location.assign("/login"); }
        return answer.ok ? answer.json() : null;
      })
      .then(function (data) {
        if (!data) return;
        plots.forEach(function (plot) { plot.destroy(); });
        plots = [];
        holders.forEach(function (holder) { draw(holder, data); });
        flowHolders.forEach(function (holder) { drawFlow(holder, data); });
      })
      .catch(function () { /* the hub is away for a moment; the next round asks again */ });
  }

  var resizing = 0;
  window.addEventListener("resize", function () {
    clearTimeout(resizing);
    resizing = setTimeout(function () {
      plots.forEach(function (plot) {
        plot.setSize({ width: Math.max(240, plot.root.parentElement.clientWidth), height: HEIGHT });
      });
    }, 120);
  });
  dark.addEventListener("change", refresh);
  document.addEventListener("visibilitychange", refresh);
  refresh();
  setInterval(refresh, REFRESH_MS);
})();
