// Everything works without this file. It adds: Esc three times to leave; leaving without a line; a reload when the
// browser brings a page back from its memory; a word before the time is over; the emergency page kept for when there is no line;
// sharing, copying and printing.
(function () {
  "use strict";
  var said = document.currentScript.dataset, leave = document.getElementById("leave"), presses = [];
  var workers = window.isSecureContext && "caches" in window && navigator.serviceWorker;

  document.addEventListener("keyup", function (event) {
    if (event.key !== "Escape") { presses = []; return; }
    var now = Date.now();
    presses = presses.filter(function (at) { return now - at < 3000; }).concat(now);
    if (presses.length >= 3 && leave) { leave.click(); }
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });
  if (leave) {
    leave.form.addEventListener("submit", function (event) {
      document.body.hidden = true;
      document.title = "\u2026";
      history.replaceState(null, "", "/"); // Back leads to the first page, not to this one
      if (navigator.onLine) { return; }
      event.preventDefault();
      forget().then(go, go);
    });
  }
  // Somebody's time runs out: some minutes before, it is said once and moves into sight; after it, nothing stays on the screen.
  var limit = document.querySelector("[data-left]"), opened = Date.now();
  if (limit) {
    setInterval(function () {
      var left = limit.dataset.left - (Date.now() - opened) / 1000, status = limit.querySelector("[role=status]");
      if (left < 300 && !status.textContent) {
        status.textContent = limit.dataset.soon;
        limit.classList.add("soon");
      }
      if (left < -2 && limit.dataset.end) { location.replace(limit.dataset.end); }
    }, 2000);
  }
  var more = limit && limit.querySelector("a[target]");
  if (more) {
    more.addEventListener("click", function () {
      opened = Date.now();
      limit.dataset.left = limit.dataset.lasts;
      limit.querySelector("[role=status]").textContent = "";
      limit.classList.remove("soon");
    });
  }
  if (workers && "keep" in said) {
    window.addEventListener("load", function () { (said.keep ? keep() : forget()).catch(function () {}); });
  }

  // From the second page on: the first costs a slow phone nothing more, and somebody who came by mistake leaves no trace.
  function keep() {
    var scope = said.keep.split("-worker")[0], isSecond = document.referrer.indexOf(location.origin + "/") === 0;
    var saves = navigator.connection && navigator.connection.saveData;
    if (saves || !(isSecond || location.pathname === scope)) { return Promise.resolve(); }
    return workers.register(said.keep, { scope: scope });
  }

  function forget() {
    if (!workers) { return Promise.resolve(); }
    return Promise.all([
      workers.getRegistrations().then(function (all) { return Promise.all(all.map(function (each) { return each.unregister(); })); }),
      caches.keys().then(function (names) { return Promise.all(names.map(function (name) { return caches.delete(name); })); })
    ]);
  }

  function go() { location.replace(said.leave); }

  // Share, copy, print: such a button shows itself only where the browser can do it.
  var can = {
    share: navigator.share ? function (button) { navigator.share({ url: button.value }).catch(function () {}); }
      : navigator.clipboard && function (button) { copy(button, new URL(button.value, location.href).href); },
    copy: navigator.clipboard && function (button) { copy(button, document.getElementById(button.value).value); },
    print: function () { window.print(); }
  };
  function copy(button, text) {
    navigator.clipboard.writeText(text).then(function () { button.textContent = button.dataset.done; }, function () {});
  }
  document.querySelectorAll("button[data-do]").forEach(function (button) {
    var run = can[button.dataset.do];
    if (run) { button.hidden = false; button.addEventListener("click", function () { run(button); }); }
  });
})();
