"""The page of a draft, of a future post or of one without a date is in the built site.

Why: nobody links to it, and yet everybody can open it.
Bad: `posts/secret-plan.html` in the site, whose source says `draft: true`. Good: no such page.
"""

from __future__ import annotations

NAME = "leaked-draft"
