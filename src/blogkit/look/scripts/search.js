for (const form of document.querySelectorAll(".search")) form.action = form.dataset.search;
addEventListener("keydown", event => {
  if (event.key != "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input,textarea,select,[contenteditable]")) return;
  const to = document.querySelector(".search input") || document.querySelector("a.tool");
  if (!to) return;
  event.preventDefault();
  to.href ? to.click() : to.focus();
});
