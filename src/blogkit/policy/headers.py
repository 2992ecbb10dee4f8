"""`_headers`: what all pages share, for the hosts that read such a file.

Netlify and Cloudflare Pages do, and those that took it over from them. Where several rules fit an
address both add them up, so no header is in two of these. Pages keep what both hosts say of them:
browsers ask each time whether they have changed.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADERS = {
    "/*": {
        # Of a policy that which a page cannot say itself.
        "Content-Security-Policy": "frame-ancestors 'self'",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    },
    # Most are named by what they hold. The one that stands at a picture's first address is not,
    # and no pattern of both hosts tells the two apart.
    "/_images/*": {
        "Cache-Control": "public, max-age=86400, stale-while-revalidate=2592000",
    },
}


@dataclass(frozen=True)
class HeadersFile:
    """The file, as a builder asks for it."""

    name: str = "_headers"

    @property
    def shows(self) -> str:
        """What it is made of."""
        return headers_text()

    def render(self) -> bytes:
        """The file's bytes."""
        return headers_text().encode()


def headers_text() -> str:
    """The rules in the form that both hosts read."""
    rules = (
        path + "".join(f"\n  {name}: {value}" for name, value in headers.items())
        for path, headers in HEADERS.items()
    )
    return "\n".join(rules) + "\n"
