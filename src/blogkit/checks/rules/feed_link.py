"""A link or a picture in a feed has an address that only makes sense on a page.

Why: a feed is read far from the blog; there the link leads nowhere, and the picture is missing.
Bad: `blog_baseurl = "blog.example.org"`, without `https://`. Good: `"https://blog.example.org/"`.
"""

from __future__ import annotations

NAME = "feed-link"
