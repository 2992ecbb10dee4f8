"""Notebooks as posts through myst-nb, under the theme of books."""

import os

project = author = "Notebooks"
blog_title = "Notebooks"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_nb", "ablog"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "sphinx_book_theme"
exclude_patterns = ["jupyter_execute"]
nb_execution_mode = "off"
fontawesome_included = True
html_title = "Notebooks"
blog_post_pattern = "posts/*.*"
html_theme_options = {"use_download_button": False, "use_fullscreen_button": False}
html_sidebars = {"posts/**": ["navbar-logo.html", "ablog/postcard.html", "sbt-sidebar-nav.html"]}
