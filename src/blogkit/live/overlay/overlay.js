// Part of every page that `make live` gives out, and of none that is published: loads the page
// again when it has changed, and shows what is wrong with it.
(() => {
  "use strict";
  const about = document.currentScript.dataset;
  const ROOM = "/__live__";
  const BLOCKS = "p,li,pre,h1,h2,h3,h4,h5,h6,td,dt,dd,figcaption,img";
  const SIGNS = { error: "✕", warning: "!", info: "i" };
  const memory = {
    take(key) {
      const value = sessionStorage.getItem(`live-${key}`);
      sessionStorage.removeItem(`live-${key}`);
      return value === null ? null : JSON.parse(value);
    },
    peek: (key) => JSON.parse(sessionStorage.getItem(`live-${key}`)),
    keep(key, value) {
      try {
        sessionStorage.setItem(`live-${key}`, JSON.stringify(value));
      } catch { /* full, or forbidden: only comfort is lost */ }
    },
  };

  // -- Loading again, at the same place -------------------------------------------------------

  const article = () => document.querySelector("article, main, [role=main]") || document.body;
  const blocks = () => [...article().querySelectorAll(BLOCKS)];
  const words = (block) => block.getAttribute("src") || block.textContent;

  function reload() {
    memory.keep("left", { page: location.pathname, top: scrollY, words: blocks().map(words) });
    history.scrollRestoration = "manual"; // the browser would go back there after we have moved
    location.reload();
  }

  function comeBack() {
    const left = memory.take("left");
    addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
    if (!left || left.page !== location.pathname || location.hash) return;
    scrollTo({ top: left.top, behavior: "instant" });
    const changed = blocks().find((block, at) => words(block) !== left.words[at]);
    if (changed && !isInView(changed) && !document.hasFocus()) {
      changed.scrollIntoView({ block: "center", behavior: "instant" });
    }
    if (changed && changed.animate && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      changed.animate([{ boxShadow: "-6px 0 0 #e0a030" }, { boxShadow: "-6px 0 0 transparent" }], 1500);
    }
  }

  function isInView(block) {
    const box = block.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  function swapStyle(path) {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      const address = new URL(link.href);
      if (decodeURIComponent(address.pathname) !== `/${path}`) continue;
      const fresh = link.cloneNode();
      address.searchParams.set("live", Date.now());
      fresh.href = address.href;
      fresh.addEventListener("load", () => link.remove(), { once: true });
      link.after(fresh);
    }
  }

  // -- The line to the server -----------------------------------------------------------------

  let pause = 250;
  function connect() {
    const socket = new WebSocket(`ws://${location.host}${ROOM}/socket`);
    socket.addEventListener("open", () => {
      pause = 250;
      panel.setAway(false);
      socket.send(JSON.stringify({ path: location.pathname, digest: about.digest }));
    });
    socket.addEventListener("message", ({ data }) => {
      const said = JSON.parse(data);
      if (said.do === "reload") reload();
      if (said.do === "style") swapStyle(said.path);
      if (said.do === "problems") panel.show(said.problems);
    });
    socket.addEventListener("close", () => {
      panel.setAway(true);
      setTimeout(connect, pause);
      pause = Math.min(pause * 1.5, 2000);
    });
  }

  async function ask(what, wish) {
    const answer = await fetch(`${ROOM}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Live-Token": about.token },
      body: JSON.stringify(wish),
    });
    return answer.ok ? answer.json() : { refusal: await answer.text() };
  }

  // -- The panel ------------------------------------------------------------------------------

  function make(tag, more = {}, ...children) {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 12px 12px auto; z-index: 2147483000;
      max-width: min(30rem, calc(100vw - 24px)); font: 14px/1.45 system-ui, sans-serif;
      --back: #fff; --text: #1c1c1c; --faint: #5d5d5d; --line: #c9c9c9; --soft: #f3f3f3;
      --error: #b3261e; --warning: #8a5a00; --info: #2f5d8c; --link: #1a5fb4; color: var(--text); }
    @media (prefers-color-scheme: dark) { :host { --back: #22252a; --text: #ececec;
      --faint: #a9adb3; --line: #4b5058; --soft: #2d3138; --error: #ff8a80; --warning: #f0b95b;
      --info: #8fbcec; --link: #8fbcec; } }
    @media print { :host { display: none } }
    details { background: var(--back); border: 1px solid var(--line); border-radius: 10px;
      box-shadow: 0 2px 10px #0003; overflow: hidden }
    summary { cursor: pointer; padding: 5px 12px; list-style-position: inside; user-select: none }
    summary:focus-visible, a:focus-visible, button:focus-visible { outline: 2px solid var(--link);
      outline-offset: -2px }
    .bad > summary { color: var(--error); font-weight: 600 }
    .body { border-top: 1px solid var(--line); max-height: min(55vh, 26rem); overflow: auto }
    section { padding: 8px 12px; border-bottom: 1px solid var(--line) }
    section:last-child { border: 0 }
    p { margin: 0 0 4px; overflow-wrap: anywhere }
    .sign { display: inline-block; min-width: 1.2em; font-weight: 700 }
    .error .sign { color: var(--error) } .warning .sign { color: var(--warning) }
    .info .sign { color: var(--info) }
    .place { color: var(--faint); font-size: 12px }
    a { color: var(--link) }
    pre { margin: 6px 0; padding: 6px 8px; background: var(--soft); border-radius: 6px;
      font: 12px/1.5 ui-monospace, monospace; overflow: auto; tab-size: 4 }
    pre b { color: var(--error); font-weight: 600 } pre ins { color: #1f7a3a; text-decoration: none }
    @media (prefers-color-scheme: dark) { pre ins { color: #7fd89a } }
    pre del { color: var(--error); text-decoration: none }
    button { font: inherit; font-size: 13px; padding: 2px 10px; margin: 2px 6px 2px 0; color: var(--text);
      background: var(--soft); border: 1px solid var(--line); border-radius: 6px; cursor: pointer }
    footer { padding: 6px 12px; color: var(--faint); font-size: 12px; border-top: 1px solid var(--line) }
  `;

  class Panel {
    constructor() {
      this.host = document.createElement("blogkit-live");
      const shadow = this.host.attachShadow({ mode: "open" });
      this.title = make("summary");
      this.body = make("div", { className: "body" });
      this.body.setAttribute("tabindex", "0");
      const drafts = make("a", { href: `${ROOM}/drafts`, textContent: "Drafts and what they lack" });
      this.box = make("details", {}, this.title, this.body, make("footer", {}, drafts));
      this.box.setAttribute("role", "region");
      this.box.setAttribute("aria-label", "Preview: what is wrong with this page");
      this.box.open = memory.peek("open") === true;
      this.box.addEventListener("toggle", () => memory.keep("open", this.box.open));
      shadow.append(make("style", { textContent: STYLE }), this.box);
      this.show({ failure: "", broken: [], findings: [] });
      document.body.append(this.host);
    }

    setAway(isAway) {
      this.isAway = isAway;
      this.entitle();
    }

    entitle() {
      const { failure, broken, findings } = this.problems;
      const count = findings.length;
      const serious = failure || broken.length;
      this.title.textContent = this.isAway ? "Preview: not running"
        : serious ? "Cannot be built"
        : count ? `${count} ${count === 1 ? "note" : "notes"} on this page` : "Preview";
      this.box.className = serious ? "bad" : "";
    }

    show(problems) {
      const wasSerious = this.problems && (this.problems.failure || this.problems.broken.length);
      this.problems = problems;
      const serious = problems.failure || problems.broken.length;
      if (serious && !wasSerious) this.box.open = true;
      if (!serious && wasSerious) this.box.open = false;
      this.body.replaceChildren(
        ...(problems.failure ? [this.failure(problems.failure)] : []),
        ...problems.broken.map((each) => this.entry(each, true)),
        ...problems.findings.map((each) => this.entry(each, false)),
      );
      this.body.hidden = !this.body.childElementCount;
      this.entitle();
      mark(problems.findings);
    }

    failure(text) {
      return make("section", { className: "error" },
        make("p", {}, "The blog cannot be built; this page is as it was before."),
        make("pre", { textContent: text }));
    }

    entry(problem, isBroken) {
      const sign = make("span", { className: "sign", textContent: SIGNS[problem.severity] || "!" });
      sign.setAttribute("aria-label", problem.severity);
      const name = problem.name ? ` [${problem.name}]` : "";
      const section = make("section", { className: problem.severity },
        make("p", {}, sign, problem.message),
        make("p", { className: "place" }, this.place(problem), name),
        isBroken && problem.source.length ? this.source(problem) : null);
      if (problem.mends) section.append(this.mending(problem));
      return section;
    }

    place(problem) {
      const line = Math.max(problem.line, 1), column = Math.max(problem.column, 1);
      const text = problem.line ? `${problem.shown_path}:${problem.line}` : problem.shown_path;
      if (!about.editor) return text;
      const href = about.editor.replace("{path}", encodeURI(problem.path))
        .replace("{line}", line).replace("{column}", column);
      return make("a", { href, textContent: text });
    }

    source({ source, first_line: first, line }) {
      const lines = source.map((text, at) => {
        const shown = `${String(first + at).padStart(4)}  ${text}\n`;
        return first + at === line ? make("b", { textContent: shown }) : shown;
      });
      return make("pre", {}, ...lines);
    }

    mending(problem) {
      const place = make("div");
      const button = make("button", { textContent: "Show the fix" });
      const wish = { path: problem.path, name: problem.name, line: problem.line, column: problem.column };
      button.addEventListener("click", async () => {
        const answer = await ask("fix", wish);
        place.replaceChildren(...this.offer(wish, answer));
      });
      place.append(button);
      return place;
    }

    offer(wish, { refusal, diff, seal }) {
      if (refusal) return [make("p", { textContent: refusal })];
      const apply = make("button", { textContent: "Apply it" });
      apply.addEventListener("click", async () => {
        apply.disabled = true;
        const answer = await ask("fix", { ...wish, seal });
        apply.replaceWith(make("p", { textContent: answer.refusal || "Written." }));
      });
      return [this.diff(diff), apply];
    }

    diff(text) {
      const tags = { "+": "ins", "-": "del" };
      const lines = text.split("\n").slice(2).map((line) => (
        tags[line[0]] ? make(tags[line[0]], { textContent: `${line}\n` }) : `${line}\n`));
      return make("pre", {}, ...lines);
    }
  }

  // -- Marks at the elements that problems are about ------------------------------------------

  const COLOURS = { error: "#c62828", warning: "#c77700", info: "#3b78b8" };

  function mark(findings) {
    for (const old of document.querySelectorAll("[data-live-mark]")) {
      old.style.outline = old.style.outlineOffset = "";
      old.removeAttribute("data-live-mark");
      if (old.dataset.liveTitle) old.removeAttribute("title");
      delete old.dataset.liveTitle;
    }
    for (const finding of findings) {
      const element = finding.mark && elementOf(finding.mark);
      if (!element) continue;
      element.dataset.liveMark = finding.name;
      const style = finding.severity === "info" ? "dotted" : "solid";
      element.style.outline = `2px ${style} ${COLOURS[finding.severity]}`;
      element.style.outlineOffset = "2px";
      if (!element.title) {
        element.title = finding.message;
        element.dataset.liveTitle = "1";
      }
    }
  }

  const plain = (text) => text.replace(/\s+/g, " ").trim();

  function elementOf({ kind, text, target, at }) {
    const main = article();
    if (kind === "picture") return pictures(main, target)[at];
    if (kind === "link") {
      const links = [...main.querySelectorAll("a, span.xref, span.problematic")];
      return links.filter((each) => plain(each.textContent) === plain(text))[at];
    }
    const found = kind === "heading" ? "h1,h2,h3,h4,h5,h6" : "p,li,pre,td,dd,dt,blockquote";
    const start = plain(text.replace(/[*_`#>\[\]]|\(.*?\)/g, "")).slice(0, 30);
    return start && [...main.querySelectorAll(found)].find((each) => (
      plain(each.textContent).includes(start)));
  }

  function pictures(main, target) {
    const stem = decodeURIComponent(target.split("/").pop()).replace(/\.\w+$/, "");
    const isIt = (image) => decodeURIComponent(image.src.split("/").pop()).startsWith(stem);
    return [...main.querySelectorAll("img")].filter(isIt);
  }

  const panel = new Panel();
  comeBack();
  connect();
})();
