(() => {
  let chosen;
  try { chosen = localStorage.blogTheme; } catch {}
  const html = document.documentElement, button = document.getElementById("switch-theme");
  if (!button) return;
  const dark = matchMedia("(prefers-color-scheme:dark)");
  const preferred = () => html.dataset.mode || (dark.matches ? "dark" : "light");
  const show = theme => { html.dataset.theme = theme; button.setAttribute("aria-pressed", theme == "dark"); };
  button.hidden = false;
  show(html.dataset.theme || preferred());
  button.onclick = () => {
    const theme = html.dataset.theme == "dark" ? "light" : "dark";
    show(theme);
    chosen = theme == preferred() ? "" : theme;
    try { chosen ? localStorage.blogTheme = chosen : localStorage.removeItem("blogTheme"); } catch {}
  };
  dark.onchange = () => chosen || show(preferred());
})();
