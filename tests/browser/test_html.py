"""Every page of the blog is HTML, as two validators read it that know nothing of each other."""

from __future__ import annotations

import json
import shutil
import subprocess
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from tests.browser.conftest import TOOLS, needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.browser.conftest import Site

# Matters of taste, on which HTML has no opinion: docutils and authors write <br /> and styles.
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {"void-style": "off", "attribute-boolean-style": "off", "no-inline-style": "off"},
}


def _told(command: Sequence[str | Path]) -> Any:
    """What a validator reports as JSON, on one of its two streams.

    Into a file: Node ends before all of a long report is through a pipe.
    """
    with TemporaryFile() as report:
        subprocess.run(command, stdout=report, stderr=subprocess.STDOUT, check=False)
        report.seek(0)
        return json.load(report)


def test_the_nu_validator_finds_no_error(site: Site) -> None:
    java = needed("Java", shutil.which("java"))
    jar = needed("vnu-jar", TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar")
    options = ("--errors-only", "--format", "json", "--skip-non-html")
    messages = _told([java, "-jar", jar, *options, site.folder])["messages"]
    assert [f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in messages] == []


def test_html_validate_finds_no_error(site: Site, tmp_path: Path) -> None:
    node = needed("Node", shutil.which("node"))
    script = needed("html-validate", TOOLS / "node_modules/html-validate/bin/html-validate.mjs")
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(RULES))
    files = _told([node, script, "--config", rules, "--formatter", "json", site.folder])
    assert [
        f"{file['filePath']}:{each['line']}:{each['column']}: {each['message']} [{each['ruleId']}]"
        for file in files
        for each in file["messages"]
    ] == []
