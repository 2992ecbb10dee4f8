(() => {
  const html = document.documentElement, button = document.getElementById("switch-theme");
  if (!button) return;
  const preferred = () => matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light";
  const show = theme => { html.dataset.theme = theme; button.setAttribute("aria-pressed", theme == "dark"); };
  button.hidden = false;
  show(html.dataset.theme || preferred());
  button.onclick = () => {
    const theme = html.dataset.theme == "dark" ? "light" : "dark";
    show(theme);
    try { theme == preferred() ? localStorage.removeItem("blogTheme") : localStorage.blogTheme = theme; } catch {}
  };
})();
