"""Where the blog is on the web: the absolute address that all others are joined to."""

from __future__ import annotations


def site_address(blog_baseurl: str) -> str:
    """The address of the blog's root, with a scheme and a trailing slash; empty if there is none.

    An address that is both already stays as it is: the ids of all entries begin with it.
    """
    address = blog_baseurl.strip()
    if not address:
        return ""
    if "://" not in address:
        address = "https://" + address.lstrip("/")
    return address if address.endswith("/") else address + "/"
