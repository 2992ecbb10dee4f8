"""Secrets of every shape are told and never repeated; stand-ins are left alone.

The secrets are made up when the tests run: written down, they would look like real ones to the
hosts of this project's own source.
"""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks import check_site, secrets
from blogkit.checks.lines import as_line
from blogkit.checks.secrets import secrets_in, without_secrets
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

DICE = random.Random(6)
LETTERS = string.ascii_letters
MIXED = LETTERS + string.digits


def _random(length: int, of: str = MIXED) -> str:
    return "".join(DICE.choice(of) for _ in range(length))


SECRETS = {
    "aws": ("an AWS key", "AKIA" + _random(16, string.ascii_uppercase + "234567")),
    "aws secret": ("an AWS key", "aws_secret_access_key = " + _random(40)),
    "github": ("a GitHub token", "ghp_" + _random(36)),
    "github, fine": ("a GitHub token", "github_pat_" + _random(22) + "_" + _random(59)),
    "gitlab": ("a GitLab token", "glpat-" + _random(20)),
    "slack": ("a Slack token", "xoxb-" + _random(12, "2345678") + "-" + _random(24)),
    "slack hook": ("a Slack address", "https://hooks.slack.com/services/T" + _random(40)),
    "stripe": ("a Stripe key", "sk_live_" + _random(24)),
    "google": ("a Google key", "AIza" + _random(35)),
    "openai": ("an API key", "sk-proj-" + _random(48)),
    "sk": ("an API key", "sk-" + _random(48)),
    "npm": ("an npm token", "npm_" + _random(36)),
    "pypi": ("a PyPI token", "pypi-AgEIcHlwaS5vcmc" + _random(80)),
    "hugging face": ("a Hugging Face token", "hf_" + _random(34, LETTERS)),
    "digital ocean": ("a DigitalOcean token", "dop_v1_" + _random(64, "0123456789abcdef")),
    "sendgrid": ("a SendGrid key", "SG." + _random(22) + "." + _random(43)),
    "jwt": ("a web token", f"eyJ{_random(30)}.eyJ{_random(80)}.{_random(43)}"),
    "pem": ("a private key", "-----BEGIN RSA PRIVATE KEY-----\n" + _random(64)),
    "pem in json": ("a private key", '"-----BEGIN PRIVATE KEY-----\\n' + _random(64)),
    "address": ("a password", "postgres://robin:" + _random(12) + "@db.hallway.org/x"),
    "django": (
        "a secret",
        f"SECRET_KEY = 'django-insecure-{_random(50, MIXED + '!@#%^&*(-_=+)')}'",
    ),
    "named": ("a secret", f'"api_key": "{_random(32)}"'),
    "environment": ("a secret", "export MY_TOKEN=" + _random(32)),
}


@pytest.mark.parametrize(("kind", "secret"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_told(kind: str, secret: str) -> None:
    for text in (secret, f"a\n{secret}\nb", f"> {secret} "):
        [found] = secrets_in(text)
        assert found.kind == kind
        assert kind in without_secrets(text)
        assert secret[-8:] not in without_secrets(text).strip("'\"/x ")


def test_where_it_stands_and_never_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tokens = ["ghp_" + _random(36) for _ in range(3)]
    text = f"# 😀\n\n```sh\nlogin {tokens[0]}\n```\n\n<!-- {tokens[1]} -->\n\n`{tokens[2]}`\n"
    (tmp_path / "post.md").write_text(text, encoding="utf-8", newline="\r\n")
    lines = [as_line(each) for each in check_site(read_site(tmp_path, Settings()))]
    advice = "stands here; revoke it, and write a stand-in such as '<your key>'"
    assert [line for line in lines if "[secret]" in line] == [
        f"post.md:4:7: error: what looks like a GitHub token {advice} [secret]",
        f"post.md:7:6: error: what looks like a GitHub token {advice} [secret]",
        f"post.md:9:2: error: what looks like a GitHub token {advice} [secret]",
    ]
    assert not any(token in line for token in tokens for line in lines)


stretches = st.sampled_from([secret for _, secret in SECRETS.values()]).flatmap(
    lambda secret: st.builds(
        lambda start, end: secret[start:end],
        st.sampled_from([0, 0, 1]),
        st.sampled_from([None, None, -1, 19, 20, 24]),
    )
)
around = st.text(st.sampled_from(list("a_-/+=.:é \xa0\u2028\n\t\"'`<>;\ud800\0")), max_size=3)
names = st.sampled_from(
    ["token=", "Token: ", "passwd = '", "api_key", "AWS_SECRET", "keY", "://a:", "@x.y.z"]
)


@given(st.lists(st.one_of(stretches, around, names), max_size=6).map("".join))
def test_shapes_that_are_not_tried_would_not_be_found(text: str) -> None:
    """Of most texts a look at their long words, and at the names of keys, is enough."""
    found = secrets_in(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "_possible_in", lambda _: secrets.SHAPES)
        assert secrets_in(text) == found


def test_hints_hold_the_names_of_keys() -> None:
    hints = {each for shape in secrets.SHAPES if not shape.in_one_word for each in shape.hints}
    names = [name for name, _ in secrets.NAMING]
    assert all(any(name in each.lower().encode() for name in names) for each in hints)
