"""The settings of this blog, in the order in which an author thinks of them."""

# -- Who writes, and where it is published ------------------------------------
project = blog_title = html_title = "Hallway Track"
author = copyright = "Robin Vega"
language = "en"
blog_baseurl = html_baseurl = "https://hallway-track.example.org/"
notfound_urls_prefix = "/"  # "/blog/" if the address above ends in /blog/
blog_feed_subtitle = "Notes from conferences, and from the cities around them"

blog_authors = {
    "Robin Vega": ("Robin Vega", None),
    "Sam Okoro": ("Sam Okoro", None),
}
blog_default_author = "Robin Vega"

blog_languages = {
    "English": ("English", None),
    "Deutsch": ("Deutsch", None),
}
blog_default_language = "English"

# -- How posts are written ----------------------------------------------------
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "html_image",
    "strikethrough",
    "substitution",
    "tasklist",
]
myst_heading_anchors = 6  # every heading can be linked to, as on GitHub
html_math_renderer = "mathml"  # readers load no script for it
suppress_warnings = ["myst.strikethrough"]  # it is HTML that we write

# -- What the listings and feeds show -----------------------------------------
blog_path = "blog"
blog_feed_archives = True  # a feed for each tag, category, author, place
post_auto_excerpt = 1
post_auto_image = 0
post_redirect_refresh = 0

# -- How it looks -------------------------------------------------------------
blogkit_look = True  # short pages of our own on top of the theme's colours and type
blogkit_accent = "#a03c23"  # of links; made lighter or darker where it could not be read
blogkit_font_text = blogkit_font_headings = (
    '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
)
html_theme = "pydata_sphinx_theme"
html_logo = html_favicon = "_static/logo.svg"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
fontawesome_included = True  # nothing is fetched for it; said here, ABlog need not find out
html_sidebars = {"**": []}
html_theme_options = {
    "logo": {"text": project},
    "footer_start": ["copyright"],
    "footer_end": [],
}
blogkit_authors = {
    "Robin Vega": {"picture": "_static/robin.svg", "about": "Builds web applications in Python."},
    "Sam Okoro": {"picture": "_static/sam.svg", "about": "Disagrees about slides and tests."},
}
notfound_context = {
    "title": "Page not found",
    "body": "<h1>Page not found</h1>"
    "<p>There is nothing at this address. The post may have moved:"
    " look through the listings below, or search.</p>",
}

# -- What it is made with -----------------------------------------------------
extensions = [
    "myst_parser",
    "ablog",
    "sphinx_design",
    "sphinx_sitemap",
    "notfound.extension",
    "blogkit",
]
include_patterns = ["*.md", "posts/**"]
exclude_patterns = ["README.md", "CONTRIBUTING.md", "**/README.md"]
sitemap_url_scheme = "{link}"
sitemap_excludes = ["404.html", "search.html"]
