// What textual-serve's page leaves out: copying that says whether it worked, downloads that no
// browser takes for pop-ups, and a word when the app has ended. Loaded before textual.js.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const NARROWEST = 80; // columns that should fit
  let silence = 0;

  // Fonts of the reader's own system, those first that have all letters in equal widths. In those
  // made for Korean a letter is half as wide as a syllable; beside others Hangul stands far apart.
  const KOREAN = "D2Coding, NanumGothicCoding, 'Noto Sans Mono CJK KR', 'Source Han Mono K'";
  const OTHERS = "'DejaVu Sans Mono', 'Noto Sans Mono', Menlo, Monaco, 'Cascadia Mono', Consolas, " +
    "'Liberation Mono', FreeMono";
  const LAST = "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans Georgian', Sylfaen, monospace";

  function lookOf(language) {
    const isKorean = language === "ko";
    const fonts = isKorean ? [KOREAN, OTHERS, LAST] : [OTHERS, KOREAN, LAST];
    const fontFamily = fonts.join(", ");
    // Korean fonts set letters low: in a line of the usual height they lose their feet.
    const lineHeight = isKorean ? 1.15 : 1;
    return { fontFamily, lineHeight, fontSize: sizeFor(fontFamily, 16) };
  }

  function sizeFor(fonts, largest) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `100px ${fonts}`;
    const size = Math.floor((window.innerWidth * 100) / (NARROWEST * pen.measureText("0").width));
    return Math.min(Math.max(size, 12), largest);
  }

  function speak(language) {
    document.documentElement.lang = language;
    window.look = lookOf(language);
    byId("terminal").dataset.fontSize = window.look.fontSize;
    if (!window.appTerminal) return;
    Object.assign(window.appTerminal.options, window.look);
    window.dispatchEvent(new Event("resize"));
  }

  // The terminal is ready to be typed into, and stays so.
  function ready() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    byId("terminal").dataset.sessionWebsocketUrl = `${scheme}//${location.host}/ws`;
    speak(document.documentElement.lang);
  }

  function focus() {
    window.appTerminal?.focus();
  }

  function say(text) {
    byId("said").textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { byId("said").textContent = ""; }, 6000);
  }

  // A browser may want a click of its own before it lets a page write to the clipboard.
  async function copy(given) {
    try {
      await navigator.clipboard.writeText(given.text);
      say(given.done);
    } catch {
      offer(given);
    }
  }

  function offer(given) {
    byId("ask").textContent = given.ask;
    byId("copy").textContent = given.button;
    byId("text").value = given.text;
    byId("copy").onclick = async () => {
      if (await copyByHand(given.text)) {
        byId("copying").close();
        say(given.done);
      } else {
        byId("ask").textContent = given.by_hand;
        byId("text").focus();
        byId("text").select();
      }
    };
    byId("copying").showModal();
    byId("text").scrollTop = 0;
    byId("copy").focus();
  }

  async function copyByHand(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A page that is not served over https has no other way.
      byId("text").focus();
      byId("text").select();
      return document.execCommand("copy");
    }
  }

  function heard(event) {
    if (typeof event.data !== "string") return;
    const [kind, given] = JSON.parse(event.data);
    if (kind === "copy") copy(given);
    if (kind === "language") speak(given.language);
  }

  function over(event) {
    const dialog = byId("over");
    // 1000: the app has ended; 1001: the server has.
    const isEnded = event.code === 1000 || event.code === 1001;
    byId("why").textContent = isEnded ? dialog.dataset.ended : dialog.dataset.lost;
    byId("copying").close();
    dialog.showModal();
  }

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(address) {
      super(address);
      this.addEventListener("open", focus);
      this.addEventListener("message", heard);
      this.addEventListener("close", over);
    }

    // The terminal has things to say before it is connected, and after it.
    send(data) {
      if (this.readyState === Socket.OPEN) super.send(data);
    }
  };

  // A file is a link that is followed, not a window that is opened.
  const open = window.open.bind(window);
  window.open = (address, ...others) => {
    if (!String(address).startsWith(`${location.origin}/download/`)) return open(address, ...others);
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    link.click();
    return null;
  };

  document.addEventListener("DOMContentLoaded", () => {
    ready();
    byId("again").onclick = () => location.reload();
    byId("close").onclick = () => byId("copying").close();
    byId("copying").addEventListener("close", focus);
  });
})();
