{
  const menu = document.querySelector(".site-header details");
  for (const name of ["click", "focusin"]) addEventListener(name, event => { menu.open &&= menu.contains(event.target); });
  menu.onkeydown = event => {
    if (event.key != "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  };
}
