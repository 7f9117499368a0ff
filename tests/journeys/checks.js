// What the browser can tell of a page; each function returns the places where something is wrong, as short words.
window.checks = (() => {
  "use strict";
  const CONTROL = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const name = el => {
    const at = el.id ? "#" + el.id : el.className && typeof el.className === "string" ? "." + el.className.trim().split(/\s+/).join(".") : "";
    return `${el.tagName.toLowerCase()}${at} “${(el.innerText || el.value || "").trim().slice(0, 30)}”`;
  };
  const isShown = el => el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && el.getClientRects().length > 0;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const canFocus = el => isShown(el) && el.tabIndex >= 0 && !el.disabled;
  const isHiddenForEyes = el => el.closest(".visually-hidden, [aria-hidden=true]");

  function* texts(root) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.data.trim() && !["SCRIPT", "STYLE", "OPTION"].includes(node.parentElement.tagName)) { yield node; }
    }
  }

  function sideways() {
    const most = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= most + 1) { return []; }
    const wide = all("body *").filter(el => { const box = el.getBoundingClientRect(); return isShown(el) && (box.right > most + 1 || box.left < -1) && !isHiddenForEyes(el) && !el.matches(".skip"); });
    return [`${document.scrollingElement.scrollWidth} wide in ${most}: ${wide.slice(-3).map(name).join(", ")}`];
  }

  function cut() {
    const wrong = new Set();
    for (const node of texts(document.body)) {
      const el = node.parentElement;
      if (!isShown(el) || isHiddenForEyes(el) || el.tagName === "TEXTAREA") { continue; } // a box for text scrolls
      for (let box = el; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const hides = /hidden|clip/.test(style.overflowX + style.overflowY) || (style.display !== "inline" && box === el && style.display !== "contents");
        if (hides && (box.scrollHeight > box.clientHeight + 6 || box.scrollWidth > box.clientWidth + 2) && box.clientHeight > 0) { wrong.add(name(box)); }
      }
    }
    return [...wrong];
  }

  function focus() {
    const wrong = [];
    document.activeElement.blur();
    for (const el of all(CONTROL).filter(canFocus)) {
      const before = ring(el);
      el.focus();
      if (document.activeElement !== el) { wrong.push(`cannot be reached: ${name(el)}`); continue; }
      const after = ring(el);
      if (after === before || !/outline:[2-9]|shadow:.*px/.test(after)) { wrong.push(`no mark: ${name(el)}`); }
      const box = el.getClientRects()[0], x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 10);
      const over = document.elementFromPoint(x, y);
      if (over && !el.contains(over) && !over.contains(el) && !isHiddenForEyes(el)) { wrong.push(`covered by ${name(over)}: ${name(el)}`); }
    }
    document.activeElement.blur();
    return wrong;
  }

  function ring(el) {
    const style = getComputedStyle(el);
    return `outline:${style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)} ${style.outlineColor} shadow:${style.boxShadow}`;
  }

  function leaveFirst() {
    const first = all(CONTROL).filter(canFocus)[0];
    return first && first.id === "leave" ? [] : [`first in reach is ${first ? name(first) : "nothing"}`];
  }

  // A group of radios is one stop. The number tells elements of one name apart.
  function inReach() {
    const groups = new Set();
    return all(CONTROL).filter(canFocus).filter(el => {
      if (el.type !== "radio") { return true; }
      const is = !groups.has(el.name);
      groups.add(el.name);
      return is;
    }).map(stop);
  }
  function focused() { return [stop(document.activeElement)]; }
  function stop(el) { return `${all("*").indexOf(el)} ${name(el)}`; }

  function order() { return all("[tabindex]").filter(el => el.tabIndex > 0).map(el => `out of order: ${name(el)}`); }

  function motion() {
    const moving = document.getAnimations().filter(each => each.playState === "running").map(each => `moves: ${name(each.effect.target)}`);
    const playing = all("video[autoplay], audio[autoplay], marquee, blink, meta[http-equiv=refresh]").map(el => `plays by itself: ${el.tagName}`);
    const rolling = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["scrolls smoothly"] : [];
    return [...moving, ...playing, ...rolling];
  }

  function forcedColours() {
    const wrong = [];
    for (const el of all("button:not(.link-button), .button, .ring, input:not([type=hidden]), select, textarea").filter(isShown)) {
      const style = getComputedStyle(el), isDrawn = el.matches("input") && style.appearance === "auto";
      if (!isDrawn && !isHiddenForEyes(el) && (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) === 0)) { wrong.push(`no edge: ${name(el)}`); }
    }
    return wrong;
  }

  let onScreen = new Set();
  function remember() {
    const folded = all("details:not([open])");
    folded.forEach(each => { each.open = true; });
    onScreen = new Set([...texts(document.querySelector("main"))].filter(node => isShown(node.parentElement)));
    folded.forEach(each => { each.open = false; });
    return [];
  }

  function print() {
    const wrong = [];
    const mayGo = "nav, .leave, .skip, .back, .search-box, .no-print, .visually-hidden, [aria-hidden=true], button, .buttons, .jumps, .pages, .place-line a";
    for (const node of onScreen) {
      const el = node.parentElement;
      if (!el.closest(mayGo) && !isShown(el)) { wrong.push(`not printed: ${node.data.trim().slice(0, 40)}`); }
    }
    const leave = document.getElementById("leave");
    if (leave && isShown(leave)) { wrong.push("Leave this site is printed"); }
    for (const link of all("main a[href^=http]").filter(isShown)) {
      if (!getComputedStyle(link, "::after").content.includes(link.getAttribute("href").replace(/^https?:\/\/(www\.)?/, "").slice(0, 12))) { wrong.push(`no address: ${name(link)}`); }
    }
    return wrong;
  }

  function language() {
    // WCAG 3.1.2 leaves out names (each word with a capital), terms within a sentence, and what people typed themselves.
    const wrong = [], arabic = /[\u0600-\u06FF]{2,}/, words = /[A-Za-z]{2,}\s+([A-Za-z]+\s+)*[a-z]{3,}/;
    const isForeign = { ar: text => words.test(text) && !arabic.test(text), en: text => arabic.test(text) };
    for (const node of texts(document.body)) {
      const tongue = (node.parentElement.closest("[lang]") || {}).lang, foreign = isForeign[tongue];
      if (foreign && foreign(node.data) && !node.parentElement.closest(".answers bdi, textarea")) { wrong.push(`not ${tongue}: ${node.data.trim().slice(0, 50)}`); }
    }
    return wrong;
  }

  // 0151 496 0000 on a page that runs right to left: its groups turn round where nothing holds them.
  function numbers() {
    const wrong = [];
    for (const node of texts(document.body)) {
      for (const found of node.data.matchAll(/\d+(?:[ \u00a0]\d+)+/g)) {
        const [first, last] = [found.index, found.index + found[0].length - 1].map(at => place(node, at));
        if (first && last && first.top === last.top && first.left > last.left) { wrong.push(`backwards: ${found[0]}`); }
      }
    }
    return wrong;
  }

  function place(node, at) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getClientRects()[0];
  }

  function scripts() {
    // A button with data-do starts hidden and shows itself where a script can do what it offers; the page says the same without.
    const loose = all("button:not([data-do])").filter(el => !el.form).map(el => `button outside a form: ${name(el)}`);
    const dead = all("a:not([href]), a[href='#'], a[href^='javascript:']").map(el => `link that needs a script: ${name(el)}`);
    const unseen = all("main [hidden]:not([data-do]), main noscript").map(el => `shown by a script only: ${name(el)}`);
    return [...loose, ...dead, ...unseen];
  }

  return { sideways, cut, focus, leaveFirst, inReach, focused, order, motion, forcedColours, remember, print, language, numbers, scripts };
})();
