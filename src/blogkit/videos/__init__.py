"""Videos of others on a page: nothing is loaded from there before a reader asks for it.

In the place of a player stands a link to the video. A click on it brings the player, from the host
that sets no cookies; without a script, and in feeds, the link leads to the video's own page.
"""
