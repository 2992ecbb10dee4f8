"""The pages at old addresses."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from blogkit.permalinks.redirects import redirect_files

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def policy_of(page: str) -> dict[str, str]:
    found = POLICY.search(page)
    assert found is not None
    pairs = (each.partition(" ") for each in found[1].split("; "))
    return {name: sources for name, _, sources in pairs}


def test_a_page_that_leads_on_runs_its_own_script_and_no_other() -> None:
    files = redirect_files({"/a.html": "/b&c.html"}, ["/gone.html"], "https://example.org/")
    pages = {each.name: each.text for each in files}
    script = re.search(r"<script>(.*?)</script>", pages["a.html"])
    assert script is not None
    assert script[1] == 'location.replace("b&c.html" + location.hash)'
    digest = b64encode(sha256(script[1].encode()).digest()).decode()
    assert policy_of(pages["a.html"])["script-src"] == f"'sha256-{digest}'"
    assert policy_of(pages["a.html"])["default-src"] == "'none'"
    assert policy_of(pages["gone.html"])["default-src"] == "'none'"
    assert "script-src" not in policy_of(pages["gone.html"])
