"""Posts by others: what `blogkit_trust` says of a file, and what a file may not have then.

A page is left out as long as anything is refused in its source: Sphinx never sees that source, so
nothing in it can be run, read or rendered. Everything goes by lists of what is harmless; what is
on none of them is refused.
"""

from blogkit.trust.refusal import Refusal, told
from blogkit.trust.setting import Trust

__all__ = ["Refusal", "Trust", "told"]
