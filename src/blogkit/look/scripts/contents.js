{
  const list = document.querySelector(".contents");
  list.open = getComputedStyle(list).position == "sticky";
}
