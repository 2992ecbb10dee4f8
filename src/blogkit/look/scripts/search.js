{
  const form = document.querySelector(".search");
  if (form) form.action = form.dataset.search;
  addEventListener("keydown", event => {
    const to = form?.q || document.querySelector("a.tool");
    if (!to || event.key != "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input,textarea,select,[contenteditable]")) return;
    event.preventDefault();
    to.focus();
    to.click();
  });
}
