// A click on a video brings its player; with a key held down, the browser does what it does.
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[data-embed^='https:']");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  Object.assign(player, {
    className: link.className,
    title: link.firstElementChild.textContent,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerPolicy: "strict-origin-when-cross-origin",
    src: link.dataset.embed,
  });
  link.replaceWith(player);
  player.focus();
});
