document.addEventListener("click", event => {
  const link = event.target.closest?.(".headerlink");
  if (link) navigator.clipboard?.writeText(link.href).catch(() => {});
});
