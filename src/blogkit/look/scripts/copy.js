for (const block of document.querySelectorAll("div.highlight")) {
  const code = block.querySelector("pre"), button = document.createElement("button");
  if (!navigator.clipboard) break;
  Object.assign(button, { className: "copy", textContent: _("Copy") });
  button.onclick = () => {
    const copy = code.cloneNode(true);
    copy.querySelectorAll(".gp,.go,.linenos").forEach(each => each.remove());
    navigator.clipboard.writeText(copy.textContent).then(() => { button.textContent = "✓"; });
    setTimeout(() => { button.textContent = _("Copy"); }, 2e3);
  };
  block.append(button);
}
