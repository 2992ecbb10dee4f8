"""The theme of books with cards for other sites, a sitemap and redirects."""

import os

project = author = "Book"
blog_title = "Book"
blog_baseurl = "https://blog.example.org/"
extensions = [
    "myst_parser",
    "ablog",
    "sphinx_design",
    "sphinxext.opengraph",
    "sphinx_sitemap",
    "sphinxext.rediraffe",
]
if not os.environ.get("STOCK"):
    extensions += ["blogkit"]
html_theme = "sphinx_book_theme"
html_baseurl = blog_baseurl
html_title = "A book"
fontawesome_included = True
sitemap_url_scheme = "{link}"
ogp_site_url = blog_baseurl
ogp_social_cards = {"enable": False}
rediraffe_redirects = {"ancient.md": "posts/one.md"}
html_extra_path = ["extra"]
html_theme_options = {"use_download_button": False}
html_sidebars = {
    "posts/**": ["navbar-logo.html", "ablog/postcard.html", "ablog/recentposts.html"],
    "blog/**": ["navbar-logo.html", "ablog/tagcloud.html", "ablog/archives.html"],
}
