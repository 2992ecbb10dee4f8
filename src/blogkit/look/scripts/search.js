for (const form of document.querySelectorAll("form.search")) form.action = form.dataset.search;
addEventListener("keydown", event => {
  if (event.key != "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input,textarea,select,[contenteditable]")) return;
  const way = document.querySelector(".search input") || document.querySelector(".site-tools a");
  if (!way) return;
  event.preventDefault();
  way.href ? way.click() : way.focus();
});
