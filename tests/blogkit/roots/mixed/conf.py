"""Markdown and reStructuredText side by side under pydata, with designs and copy buttons."""

import os

project = author = "Mixed"
blog_title = "Mixed"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_parser", "ablog", "sphinx_design", "sphinx_copybutton"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "pydata_sphinx_theme"
html_baseurl = blog_baseurl
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
fontawesome_included = True
blog_feed_archives = True
blog_path = "articles"
html_sidebars = {"articles/**": ["ablog/postcard.html", "ablog/archives.html"]}
