{
  const menu = document.querySelector(".site-header details");
  const close = event => { if (!menu.contains(event.relatedTarget || event.target)) menu.open = false; };
  document.addEventListener("click", close);
  menu.addEventListener("focusout", event => event.relatedTarget && close(event));
  menu.addEventListener("keydown", event => {
    if (event.key != "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}
