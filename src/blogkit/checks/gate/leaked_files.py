"""Files that are nobody's business, by their names."""

from __future__ import annotations

import re

FOLDERS = frozenset(
    {
        *(".git", ".hg", ".svn", ".doctrees", "doctrees", "_sources", "__pycache__", "__MACOSX"),
        *(".idea", ".vscode", ".ipynb_checkpoints", ".venv", "node_modules", ".ssh", ".aws"),
    }
)
NAMES = frozenset(
    {
        *(".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore", ".netrc", ".npmrc", ".pypirc"),
        *(".htpasswd", "id_rsa", "id_ed25519", "4913", "environment.pickle", ".bash_history"),
    }
)
ENDINGS = re.compile(
    r"~$|\.(?:bak|doctree|ftp-?config|key|orig|pem|pickle|py[co]|rej|sqlite3?|sw[a-p]|tmp|xcf)$"
    r"|^#.*#$|^\.#|^\.env(?:\.|$)|^\._|(?:^|.)\.kate-swp$",
    re.IGNORECASE,
)
MAP = ".map"  # themes bring those of their own scripts


def is_leaked(name: str) -> bool:
    """Whether a file of this name, a path within the site, is none for readers."""
    *folders, file = name.split("/")
    if not FOLDERS.isdisjoint(folders) or file in NAMES or ENDINGS.search(file):
        return True
    return file.endswith(MAP) and not name.startswith("_static/")
