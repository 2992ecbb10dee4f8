(() => {
  const button = document.getElementById("show-comments");
  if (!button) return;
  button.hidden = false;
  button.onclick = () => {
    const script = document.createElement("script"), dark = document.documentElement.dataset.theme == "dark";
    Object.assign(script, { src: "https://giscus.app/client.js", crossOrigin: "anonymous", async: true });
    Object.assign(script.dataset, button.dataset, { mapping: "pathname", theme: dark ? "dark" : "light", lang: document.documentElement.lang });
    button.replaceWith(script);
  };
})();
