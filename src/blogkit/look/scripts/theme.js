{
  const { dataset } = document.documentElement, button = document.getElementById("switch-theme"), dark = matchMedia("(prefers-color-scheme:dark)");
  const preferred = () => dataset.mode || (dark.matches ? "dark" : "light");
  const show = theme => { button.ariaPressed = (dataset.theme = theme) == "dark"; };
  let chosen;
  try { chosen = localStorage.blogTheme; } catch {}
  if (button) {
    button.hidden = false;
    show(dataset.theme || preferred());
    button.onclick = () => {
      show(dataset.theme == "dark" ? "light" : "dark");
      chosen = dataset.theme == preferred() ? "" : dataset.theme;
      try { localStorage.blogTheme = chosen; } catch {}
    };
    dark.onchange = () => chosen || show(preferred());
  }
}
