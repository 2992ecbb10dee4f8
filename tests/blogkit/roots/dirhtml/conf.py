"""Addresses without .html, folders as posts, redirects, a sitemap and a page for what is not found."""

import os

project = author = "Dirhtml"
blog_title = "Dirhtml"
blog_baseurl = "https://blog.example.org/"
extensions = ["myst_parser", "ablog", "sphinx_sitemap", "notfound.extension"]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "alabaster"
html_sidebars = {
    "**": [
        "ablog/postcard.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/categories.html",
        "ablog/authors.html",
        "ablog/languages.html",
        "ablog/locations.html",
        "ablog/archives.html",
    ],
}
html_baseurl = blog_baseurl
sitemap_url_scheme = "{link}"
blog_feed_archives = True
myst_heading_anchors = 2
notfound_urls_prefix = "/"
