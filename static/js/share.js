// Share by the device, copy, print: a button shows itself only where the browser can do it.
(function () {
  "use strict";
  var can = {
    share: navigator.share && function (button) { navigator.share({ url: button.value }).catch(function () {}); },
    copy: navigator.clipboard && function (button) {
      navigator.clipboard.writeText(document.getElementById(button.value).value).then(function () {
        button.textContent = button.getAttribute("data-done");
      });
    },
    print: window.print && function () { window.print(); }
  };
  document.querySelectorAll("button[data-do]").forEach(function (button) {
    var run = can[button.getAttribute("data-do")];
    if (run) { button.hidden = false; button.addEventListener("click", function () { run(button); }); }
  });
})();
