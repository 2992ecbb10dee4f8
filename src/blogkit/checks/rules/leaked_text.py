"""Text that is only in a comment, a draft or a future post stands somewhere in the built site.

Why: what was not meant for readers can be read by anybody, and by search engines first.
Bad: a template of your own that shows all posts, drafts too. Good: one that asks for published ones.
Looked for are five words or more in a row, and telling words of the titles, tags and file names of
what is not published, if no published text has them; in pages, feeds, indexes, inventories,
pictures and PDF. The build stops before the site is replaced, and names the line of the text.
"""

from __future__ import annotations

NAME = "leaked-text"
