(() => {
  const root = document.documentElement.dataset.content_root, form = document.querySelector("form.search"), field = form.q, filters = [form.tag, form.year];
  const [list, status, more, otherwise] = ["results", "status", "more", "otherwise"].map(each => document.getElementById("search-" + each));
  const AT_ONCE = 10, LENGTH = 200, loaded = {};
  let index, latest, waiting;
  const load = name => loaded[name] ??= fetch(`${root}_search/${name}.json${index ? "?" + index.version : ""}`, { cache: index ? "default" : "no-cache" })
    .then(answer => answer.json()).catch(error => { delete loaded[name]; throw error; });
  const make = (tag, ...inside) => { const element = document.createElement(tag); element.append(...inside); return element; };

  // The words of a text, as words.py has them.
  const ALIKE = { ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", _: " " };
  const DROPPED = /[\u0300-\u036f\u00ad\u200c\u200d\u0640]|(?=[\u0591-\u06ff])\p{M}/gu;
  const UNSPACED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
  const WORD = /[\p{L}\p{N}\p{M}]+(\+\+|#(?![\p{L}\p{N}]))?/gu;
  const fold = text => text.normalize("NFKD").replace(DROPPED, "").normalize("NFC").toLowerCase().replace(/[ßςæœøłđı_]/g, each => ALIKE[each]);
  const pairs = ([...letters]) => letters[1] ? letters.slice(1).map((each, at) => letters[at] + each) : letters;
  const wordsOf = text => (fold(text).match(WORD) || []).flatMap(word => word.split(UNSPACED)).flatMap(run => UNSPACED.test(run) ? pairs(run) : run || []);

  // The pages with a word, another form of it, or one that begins so: their scores and parts. A word that nobody wrote is taken for what begins as it does.
  async function lookUp(word, terms, beginning = word) {
    const hits = new Map(), isLong = beginning[2] || UNSPACED.test(beginning);
    const names = index.pieces.filter(each => isLong && each > beginning && each.startsWith(beginning)).slice(0, 3);
    names.push(index.pieces.filter(each => beginning.startsWith(each)).pop());
    for (const { kin, words } of await Promise.all(names.map(each => load("w-" + encodeURIComponent(encodeURIComponent(each).replace(/%/g, "=")))))) {
      const alike = kin.find(each => each.includes(word)) || [];
      for (const term in words) {
        const quality = term == word ? 1 : alike.includes(term) ? 0.8 : isLong && term.startsWith(beginning) ? 0.6 : 0;
        if (!quality) continue;
        terms.add(term);
        let number = 0;
        for (const [, step, weight, part] of words[term].matchAll(/(\d+)(.)([A-Z]?)/g)) {
          const score = quality * (weight.charCodeAt() - 96);
          number += +step;
          if (!(hits.get(number)?.score > score)) hits.set(number, { score, part: part && "-" + (part.charCodeAt() - 65) });
        }
      }
    }
    return hits.size || !beginning[3] || beginning.length < word.length - 2 ? hits : lookUp(word, terms, beginning.slice(0, -1));
  }

  // The pages that have most of these words, the best first.
  async function find(words, terms) {
    const pages = new Map();
    for (const hits of await Promise.all(words.map(each => lookUp(each, terms)))) {
      for (const [number, { score, part }] of hits) {
        const page = pages.get(number) || { number, words: 0, score: 0, best: 0 }, counts = score * Math.log(1 + index.count / hits.size);
        if (counts > page.best) Object.assign(page, { best: counts, part });
        page.words++;
        page.score += counts;
        pages.set(number, page);
      }
    }
    const found = [...pages.values()], most = Math.max(...found.map(each => each.words));
    return found.filter(each => each.words == most).sort((a, b) => b.score - a.score || b.number - a.number);
  }

  // An element with the stretch of a text that has most of the words, marked.
  function marked(tag, text, terms, length = text.length) {
    const hits = [...text.matchAll(WORD)]
      .flatMap(({ 0: word, index: at }) => UNSPACED.test(word) ? [...word].map((_, each) => [at + each, at + each + 2]) : [[at, at + word.length]])
      .map(([from, to]) => [from, to, fold(text.slice(from, to))]).filter(each => terms.has(each[2]));
    const near = hits.map(([from]) => new Set(hits.filter(each => each[0] >= from && each[1] < from + length).map(each => each[2])).size);
    const first = hits[near.indexOf(Math.max(...near))]?.[0];
    let at = first > length / 2 ? text.indexOf(" ", first - 60) + 1 : 0, end = text.indexOf(" ", at + length);
    if (at > first) at = first;
    if (end < 0 || end > at + length + 20) end = Math.min(text.length, at + length);
    const element = make(tag, at ? "… " : "");
    for (const [from, to] of hits) {
      if (to <= at || from >= end) continue;
      const begin = Math.max(from, at);
      element.append(text.slice(at, begin), make("mark", text.slice(begin, to)));
      at = to;
    }
    element.append(text.slice(at, end), end < text.length ? " …" : "");
    return element;
  }

  // The next pages; the first of an answer come with a *message*, in the place of an earlier answer.
  async function show(found, terms, mine, message) {
    const pages = await Promise.all(found.splice(0, AT_ONCE).map(each => load(each.number + (each.part || ""))));
    if (mine != latest) return;
    if (message !== undefined) list.replaceChildren();
    for (const { address, date, day, picture, text, title } of pages) {
      const link = Object.assign(marked("a", title, terms), { href: root + address });
      list.append(make("li", make("h2", link), day && Object.assign(make("time", date), { dateTime: day }), marked("p", text, terms, LENGTH),
        picture && Object.assign(new Image(96, 96), { src: root + picture, alt: "", loading: "lazy" })));
    }
    status.textContent = message ?? status.textContent;
    more.hidden = !found.length;
    more.onclick = () => { const last = list.lastChild; show(found, terms, mine).then(() => last.nextSibling?.querySelector("a").focus()); };
  }

  const numbers = (name, label) => {
    let number = 0;
    return new Set(index[name].find(each => each[0] == label)?.[1].split(" ").map(step => number += +step));
  };

  // The labels to filter by, with how many of these pages each would leave.
  function offer(filter, pages, chosen) {
    filter.replaceChildren(filter[0], ...index[filter.name].flatMap(([label]) => {
      const among = numbers(filter.name, label), count = pages.filter(each => among.has(each.number)).length;
      return count || label == chosen ? new Option(`${label} (${count})`, label, false, label == chosen) : [];
    }));
    filter.parentElement.hidden = !filter[1];
  }

  async function answer() {
    const mine = latest = {}, words = [...new Set(wordsOf(field.value))], terms = new Set();
    index ??= await load("index");
    const pages = words[0] ? await find(words, terms) : index.year.flatMap(([year]) => [...numbers("year", year)].reverse()).map(number => ({ number }));
    if (mine != latest) return;
    const chosen = filters.map(each => each[1] ? each.value : wanted.get(each.name) || "");
    const among = filters.map((each, at) => chosen[at] && numbers(each.name, chosen[at]));
    const left = at => pages.filter(each => !among[at] || among[at].has(each.number));
    filters.forEach((each, at) => offer(each, left(1 - at), chosen[at]));
    const asked = String(new URLSearchParams([...new FormData(form)].filter(each => each[1])));
    history.replaceState(null, "", asked ? "?" + asked : location.pathname);
    const tagged = new Set(left(0)), found = words[0] || chosen.some(Boolean) ? left(1).filter(each => tagged.has(each)) : [];
    await show(found, terms, mine, !asked ? "" : found[0] ? `${status.dataset.found}: ${found.length}` : status.dataset.none);
    otherwise.hidden = true;
  }

  const search = () => answer().catch(() => { otherwise.hidden = false; }), wanted = new URLSearchParams(location.search);
  field.value = wanted.get("q") || "";
  form.oninput = () => { clearTimeout(waiting); waiting = setTimeout(search, 350); };
  form.onsubmit = event => { event.preventDefault(); search(); };
  addEventListener("keydown", event => {
    const stops = [field, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key];
    if (at < 0 || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
    if (!at && !to) { field.value = ""; search(); }
  });
  otherwise.hidden = true;
  const begin = () => location.hash == "#q" && field.focus();
  addEventListener("hashchange", begin);
  begin();
  search();
})();
