"""Two languages, authors and places with pages of their own; other sites' words without a network."""

import os

project = author = "Languages"
blog_title = "Languages"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_parser", "ablog", "sphinx.ext.intersphinx", "sphinx.ext.extlinks"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "pydata_sphinx_theme"
language = "de"
fontawesome_included = True
intersphinx_mapping = {"python": ("https://docs.python.org/3", "objects.inv")}
extlinks = {"issue": ("https://issues.example.org/%s", "#%s")}
blog_languages = {"en": ("English", None), "de": ("Deutsch", "https://de.example.org")}
blog_authors = {"Zoë": ("Zoë Müller", None)}
blog_locations = {"Köln": ("Köln am Rhein", None)}
blog_default_language = "de"
blog_default_author = "Zoë"
blog_feed_archives = True
blog_feed_subtitle = "Zwei Sprachen"
post_date_format = "%d. %B %Y"
