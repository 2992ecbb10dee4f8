if (matchMedia("(min-width:80rem)").matches) document.querySelector(".contents").open = true;
