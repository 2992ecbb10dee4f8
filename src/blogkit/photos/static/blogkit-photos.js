/* The large view of pictures. Without it each of them is a link to its file. */
{
  const labels = document.currentScript.dataset;
  const isFromRight = document.documentElement.dir === "rtl";
  const links = [...document.querySelectorAll("a.photo-link")];
  const make = (name, kind, attributes = {}) => {
    const element = document.createElement(name);
    element.className = `photo-viewer${kind}`;
    for (const each in attributes) element.setAttribute(each, attributes[each]);
    return element;
  };
  const viewer = make("dialog", "", { "aria-label": labels.pictures });
  const stage = make("div", "-stage");
  const words = make("div", "-words", { "aria-live": "polite" });
  let at = 0;

  const large = (link) => {
    const picture = (link.querySelector("picture") || link.querySelector("img")).cloneNode(true);
    const image = picture.querySelector("img") || picture;
    for (const each of [image, ...picture.querySelectorAll("source")]) each.sizes = "100vw";
    image.loading = "eager";
    image.removeAttribute("id");
    return picture;
  };
  const show = (number) => {
    at = (number + links.length) % links.length;
    const figure = links[at].closest("figure");
    const caption = figure && figure.querySelector(":scope > figcaption");
    const text = caption ? caption.innerText : links[at].querySelector("img").alt;
    stage.replaceChildren(large(links[at]));
    words.textContent = `${text.trim()} (${at + 1}/${links.length})`;
  };
  const button = (kind, sign, label, act) => {
    const made = make("button", kind, { type: "button", "aria-label": label });
    made.textContent = sign;
    made.onclick = act;
    viewer.append(made);
  };

  viewer.append(stage, words);
  if (links.length > 1) {
    button("-previous", "‹", labels.previous, () => show(at - 1));
    button("-next", "›", labels.next, () => show(at + 1));
  }
  button("-close", "×", labels.close, () => viewer.close());
  document.body.append(viewer);

  viewer.onkeydown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(at + (isFromRight ? -step : step));
  };
  viewer.onclose = () => {
    stage.replaceChildren();
    links[at].focus();
  };
  stage.onclick = (event) => event.target === stage && viewer.close();

  let start = null;
  const passive = { passive: true };
  stage.addEventListener("touchstart", (event) => {
    start = event.touches.length === 1 && event.touches[0];
  }, passive);
  stage.addEventListener("touchend", (event) => {
    if (!start || event.touches.length) return;
    const across = event.changedTouches[0].clientX - start.clientX;
    const down = event.changedTouches[0].clientY - start.clientY;
    if (Math.abs(across) > 40 + Math.abs(down)) show(at + (isFromRight ? 1 : -1) * Math.sign(across));
  }, passive);

  links.forEach((link, number) => {
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      viewer.showModal();
      show(number);
    };
  });
}
