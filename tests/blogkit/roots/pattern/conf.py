"""Posts by their place (blog_post_pattern), under furo; a heading says the rest."""

import os

project = author = "Pattern"
blog_title = "Pattern"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_parser", "ablog", "sphinx_copybutton"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "furo"
blog_post_pattern = ["news/*/*.md", "news/*/*.rst"]
blog_path = "news"
blog_title = "The news"
post_date_format = "%Y-%m-%d"
post_date_format_short = "%d %b"
post_auto_image = 1
post_auto_excerpt = 1
post_show_prev_next = False
blog_feed_length = 2
exclude_patterns = ["**/README.md"]
skip_injecting_base_ablog_templates = True  # furo takes no page made from layout.html
templates_path = ["_templates"]
