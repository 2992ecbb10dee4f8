try{document.documentElement.dataset.theme=localStorage.blogTheme||document.documentElement.dataset.theme||(matchMedia("(prefers-color-scheme:dark)").matches?"dark":"light")}catch{}
