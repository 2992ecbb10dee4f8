// Searches the index in _search, of which files.py says what is in it, and shows what was found.
{
  const root = document.documentElement.dataset.content_root;
  const [form, status, list, more, otherwise] = document.querySelectorAll("[id^=search-]");
  const filters = [form.tag, form.year];
  let index, found, forms, waiting, busy = Promise.resolve();

  const load = async name => (await fetch(`${root}_search/${name}.json?${index?.version}`, { cache: index ? "force-cache" : "no-cache" })).json();
  const loadAll = names => Promise.all(names.map(load));
  const make = (tag, fields, ...inside) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...inside);
    return element;
  };

  // The words of a text with their places, as words.py has them; the index says what they are made of.
  const fold = text => text.normalize("NFKD").toLowerCase().replace(/./gsu, letter => index.alike[letter] ?? letter).normalize("NFC");
  const wordsOf = text => [...text.matchAll(RegExp(index.word, "gu"))].map(({ 0: word, 1: next = "", index: at }) => [`-${fold(word += next)}-`, at, at + word.length]);

  // The pages in a text such as "80420a4bB": for each its number less the one before, a weight, a part.
  const decode = (text, number = 0) => [...text.matchAll(/(\d+)(.)([A-Z]?)/g)].map(([, step, weight, part]) => ({ number: number += +step, score: parseInt(weight, 36) - 9, part }));

  // The pages with a word, another form of it, or one that begins so; at need with what begins it.
  async function lookUp(word, start = word[4] || word > "-\u0e00" ? word.slice(0, -1) : word) {
    const best = {}, longer = index.pieces.filter(name => name.startsWith(start)).slice(0, 3);
    for (const piece of await loadAll([...longer, index.pieces.find(name => start.startsWith(name))])) {
      for (const words in piece) {
        if (!words.includes(start)) continue;
        forms += words;
        for (const page of decode(piece[words])) {
          page.score /= words.includes(word) ? 1 : 2;
          if (!(best[page.number]?.score > page.score)) best[page.number] = page;
        }
      }
    }
    const pages = Object.values(best);
    return pages[0] || !start[4] || start.length < word.length - 3 ? pages : lookUp(word, start.slice(0, -1));
  }

  // The pages that have most of these words, the best first.
  async function find(words) {
    const known = {};
    for (const pages of await Promise.all(words.map(([word]) => lookUp(word)))) {
      for (const page of pages) {
        const same = known[page.number] ??= { ...page, score: 0, words: 0 };
        same.words++;
        same.score += page.score * Math.log(1 + index.count / pages.length);
      }
    }
    const pages = Object.values(known).reverse(), most = Math.max(...pages.map(page => page.words));
    return pages.filter(page => page.words == most).sort((a, b) => b.score - a.score);
  }

  // This element with a text in which the words that were found are marked.
  function marked(element, text) {
    let end = 0;
    for (const [word, from, to] of wordsOf(text)) {
      if (!forms.includes(word)) continue;
      element.append(text.slice(end, from), make("mark", {}, text.slice(Math.max(end, from), to)));
      end = to;
    }
    element.append(text.slice(end));
    return element;
  }

  // Show the next ten pages that were found.
  async function show(others = [...list.children]) {
    const pages = await loadAll(found.splice(0, 10).map(page => page.number + page.part));
    list.replaceChildren(...others, ...pages.map(({ address, date, day, picture, text, title }) => make("li", {},
      make("h2", {}, marked(make("a", { href: root + address }), title)),
      make("time", { dateTime: day }, date),
      text.map(each => marked(make("p"), each)).sort((a, b) => b.children.length - a.children.length)[0],
      picture && make("img", { src: root + picture, alt: "", loading: "lazy" }))));
    more.hidden = !found[0];
  }

  async function answer() {
    index ??= await load("index");
    forms = "";
    const words = wordsOf(fold(form.q.value)), chosen = filters.filter(each => each.value).map(each => decode(index[each.name][each.value] ?? ""));
    found = words[0] ? await find(words) : chosen[0]?.reverse() ?? [];
    found = found.filter(page => chosen.every(each => each.some(({ number }) => number == page.number)));
    const count = found.length;
    history.replaceState(0, "", "?" + new URLSearchParams(new FormData(form)));
    await show([]);
    status.textContent = count ? `${status.dataset.found}: ${count}` : words[0] || chosen[0] ? status.dataset.none : "";
    otherwise.hidden = true;
  }

  // One step after the other.
  const then = step => busy = busy.then(step).catch(() => { otherwise.hidden = false; });

  new URLSearchParams(location.search).forEach((value, name) => Object.assign(form[name] || {}, { value }));
  then(answer);
  form.oninput = form.onsubmit = event => {
    event.preventDefault();
    clearTimeout(waiting);
    waiting = setTimeout(() => then(answer), 250);
  };
  more.onclick = () => {
    const last = list.lastChild;
    then(show).then(() => last.nextSibling.querySelector("a").focus());
  };
  addEventListener("keydown", event => {
    const stops = [form.q, ...list.querySelectorAll("a")], at = stops.indexOf(event.target);
    const to = { "/": 0, Escape: 0, ArrowDown: at + 1 || -1, ArrowUp: at - 1 }[event.key];
    if (!stops[to] || to == at) return;
    event.preventDefault();
    stops[to].focus();
  });
}
