(() => {
  const html = document.documentElement, form = document.querySelector("form.search"), field = form.q;
  const [list, status, more, otherwise] = ["results", "status", "more", "otherwise"].map(each => document.getElementById(`search-${each}`));
  const filters = [form.tag, form.year], loaded = {}, LENGTH = 200, AT_ONCE = 10;
  let index, latest;
  const load = name => loaded[name] ??= fetch(`${html.dataset.content_root}_search/${name}.json` + (index ? `?${index.version}` : ""), index ? {} : { cache: "no-cache" })
    .then(answer => answer.ok ? answer.json() : Promise.reject(name));

  // The words of a text, as words.py has them.
  const ALIKE = { "ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "_": " " };
  const DROPPED = /[\u0300-\u036f\u00ad\u200c\u200d\u0640]|(?=[\u0591-\u06ff])\p{M}/gu;
  const UNSPACED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
  const WORD = /[\p{L}\p{N}\p{M}]+(\+\+|#(?![\p{L}\p{N}]))?/gu;
  const fold = text => text.normalize("NFKD").replace(DROPPED, "").normalize("NFC").toLowerCase().replace(/[ßςæœøłđı_]/g, each => ALIKE[each]);
  const pairs = ([...letters]) => letters[1] ? letters.slice(1).map((each, at) => letters[at] + each) : letters;
  const wordsOf = text => (fold(text).match(WORD) || []).flatMap(word => word.split(UNSPACED)).filter(Boolean).flatMap(run => UNSPACED.test(run) ? pairs(run) : run);

  // The pages with a word, another form of it, or one that begins so: their scores and parts.
  async function lookUp(word, beginning, terms) {
    const hits = new Map(), isLong = beginning.length > 2 || UNSPACED.test(beginning);
    const pieces = index.pieces.filter(each => isLong && each > beginning && each.startsWith(beginning)).slice(0, 6);
    pieces.push(index.pieces.filter(each => beginning.startsWith(each)).pop());
    for (const piece of await Promise.all(pieces.map(each => load(`w-${encodeURIComponent(encodeURIComponent(each).replace(/%/g, "="))}`)))) {
      const kin = piece.kin.find(each => each.includes(word)) || [];
      for (const [term, postings] of Object.entries(piece.words)) {
        const quality = term == word ? 1 : kin.includes(term) ? 0.8 : isLong && term.startsWith(beginning) ? 0.6 : 0;
        if (!quality) continue;
        terms.add(term);
        let number = 0;
        for (const [, step, weight, part] of postings.matchAll(/(\d+)([a-h])([A-Z]?)/g)) {
          const score = quality * (weight.charCodeAt() - 96);
          number += +step;
          if (!(hits.get(number)?.score > score)) hits.set(number, { score, part: part && `-${part.charCodeAt() - 65}` });
        }
      }
    }
    // A word that nobody wrote is taken for what begins as it does.
    return hits.size || beginning.length < 4 || beginning.length < word.length - 2 ? hits : lookUp(word, beginning.slice(0, -1), terms);
  }

  // The pages that have most of these words, the best first.
  async function find(words, terms) {
    const pages = new Map();
    for (const hits of await Promise.all(words.map(word => lookUp(word, word, terms)))) {
      for (const [number, { score, part }] of hits) {
        const page = pages.get(number) || { number, words: 0, score: 0, best: 0 }, counts = score * Math.log(1 + index.count / hits.size);
        if (counts > page.best) Object.assign(page, { best: counts, part });
        page.words++;
        page.score += counts;
        pages.set(number, page);
      }
    }
    const most = Math.max(...[...pages.values()].map(each => each.words));
    return [...pages.values()].filter(each => each.words == most).sort((a, b) => b.score - a.score || b.number - a.number);
  }

  // An element with as much of the text as has most of the words, marked.
  function marked(tag, text, terms, length = text.length) {
    const element = document.createElement(tag), hits = [...text.matchAll(WORD)].flatMap(({ 0: word, index: at }) =>
      UNSPACED.test(word) ? [...word].map((_, each) => [at + each, at + each + 2]) : [[at, at + word.length]]
    ).map(([from, to]) => [from, to, fold(text.slice(from, to))]).filter(each => terms.has(each[2]));
    const near = hits.map(([from]) => new Set(hits.filter(each => each[0] >= from && each[1] < from + length).map(each => each[2])).size);
    const first = hits[near.indexOf(Math.max(...near))]?.[0] || 0;
    const whole = (place, least) => place <= 0 ? 0 : place >= text.length ? text.length : Math.max(text.lastIndexOf(" ", place) + 1, place - least);
    let at = whole(first < length / 2 ? 0 : first - 50, 20), end = whole(at + length, 20);
    element.append(at ? "… " : "");
    for (const [from, to] of hits) {
      if (to <= at || from >= end) continue;
      const mark = document.createElement("mark"), begin = Math.max(from, at);
      mark.append(text.slice(begin, to));
      element.append(text.slice(at, begin), mark);
      at = to;
    }
    element.append(text.slice(at, end), end < text.length ? "…" : "");
    return element;
  }

  async function show(found, terms, search) {
    const pages = await Promise.all(found.splice(0, AT_ONCE).map(each => load(each.number + (each.part || ""))));
    if (search != latest) return;
    for (const page of pages) {
      const item = document.createElement("li"), title = document.createElement("h2"), link = marked("a", page.title, terms);
      link.href = html.dataset.content_root + page.address;
      title.append(link);
      item.append(title);
      if (page.day) {
        const day = document.createElement("time");
        day.dateTime = page.day;
        day.append(new Date(page.day).toLocaleDateString(html.lang, { dateStyle: "long", timeZone: "UTC" }));
        item.append(day);
      }
      item.append(marked("p", page.text, terms, LENGTH));
      if (page.picture) item.append(Object.assign(new Image(96, 96), { src: html.dataset.content_root + page.picture, alt: "", loading: "lazy" }));
      list.append(item);
    }
    more.hidden = !found.length;
    more.onclick = () => { const last = list.lastChild; show(found, terms, search).then(() => last.nextSibling.querySelector("a").focus()); };
  }

  const numbers = (name, label) => {
    let number = 0;
    return new Set((index[name].find(each => each[0] == label)?.[1] || "").split(" ").map(step => number += +step));
  };

  // The labels to filter by, with how many of these pages each would leave.
  function offer(filter, pages, chosen) {
    filter.replaceChildren(filter.options[0], ...index[filter.name].map(([label]) => {
      const among = numbers(filter.name, label), count = pages.filter(each => among.has(each.number)).length;
      return count || label == chosen ? new Option(`${label} (${count})`, label, false, label == chosen) : "";
    }));
    filter.dataset.chosen = "";
    filter.parentElement.hidden = !filter.options[1];
  }

  async function answer() {
    const mine = latest = {}, words = [...new Set(wordsOf(field.value))], terms = new Set();
    index ??= await load("index");
    const pages = words.length ? await find(words, terms) : index.year.flatMap(each => [...numbers("year", each[0])].reverse()).map(number => ({ number }));
    if (mine != latest) return;
    const chosen = filters.map(each => each.value || each.dataset.chosen);
    const among = filters.map((each, at) => chosen[at] && numbers(each.name, chosen[at]));
    const left = at => pages.filter(each => !among[at] || among[at].has(each.number));
    filters.forEach((each, at) => offer(each, left(1 - at), chosen[at]));
    const asked = new URLSearchParams([...new FormData(form)].filter(each => each[1])), isAsked = String(asked);
    history.replaceState(null, "", isAsked ? `?${asked}` : location.pathname);
    const found = isAsked ? left(0).filter(each => left(1).includes(each)) : [];
    status.textContent = !isAsked ? "" : found.length ? `${status.dataset.found}: ${found.length}` : status.dataset.none;
    list.replaceChildren();
    more.hidden = true;
    await show(found, terms, mine);
  }

  const search = () => answer().catch(() => { otherwise.hidden = false; });
  const asked = new URLSearchParams(location.search);
  let waiting;
  field.value = asked.get("q") || "";
  for (const each of filters) each.dataset.chosen = asked.get(each.name) || "";
  form.oninput = () => { clearTimeout(waiting); waiting = setTimeout(search, 120); };
  form.onsubmit = event => { event.preventDefault(); search(); };
  addEventListener("keydown", event => {
    const stops = [field, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key];
    if (at < 0 || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
    if (!to && !at) { field.value = ""; search(); }
  });
  otherwise.hidden = true;
  if (!field.value) field.focus();
  search();
})();
