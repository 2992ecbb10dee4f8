"""A file that is none for readers is in the built site.

Why: sources, histories, keys and what editors leave behind can be fetched by anybody who guesses
their names, and programs guess them all day.
Bad: `robots.txt~` or `.env` in a folder of `html_extra_path`. Good: what readers need, and no more.
"""

from __future__ import annotations

NAME = "leaked-file"
