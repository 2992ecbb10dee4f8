for (const each of document.querySelectorAll(".highlight pre,.pst-scrollable-table-container,div.math"))
  if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
