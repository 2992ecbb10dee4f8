"""The theme's colours and typography, of which our stylesheet takes what it uses.

The theme's own stylesheet is 378 KB. All that ours reads of it are custom properties, and these
have one value for light and one for dark, from which a browser chooses with or without a script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
VARIABLE = re.compile(r"(--[\w-]+):((?:\"[^\"]*\"|[^;\"])*)")
USED = re.compile(r"var\((--[\w-]+)")
LIGHT, DARK = "html[data-theme=light]", "html[data-theme=dark]"


@dataclass
class Variables:
    """Custom properties by name: *light* and *dark* are what they are in these modes."""

    light: dict[str, str] = field(default_factory=dict)
    dark: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, light: str, dark: str | None = None) -> None:
        """Give a property other values than the theme does."""
        self.light[name], self.dark[name] = light, light if dark is None else dark

    def colour(self, name: str, *, dark: bool = False) -> str:
        """A property's value, with references to others followed."""
        values = self.dark if dark else self.light
        found = USED.fullmatch(values[name].removesuffix(")"))
        return self.colour(found[1], dark=dark) if found else values[name]

    def declared(self, stylesheet: str) -> str:
        """The declarations of all properties that a stylesheet uses, and of what these use."""
        return ";".join(
            f"{name}:{self._value(name)}" for name in self._used_by(stylesheet) if name in self.dark
        )

    def _used_by(self, text: str) -> list[str]:
        wanted = sorted(set(USED.findall(text)))
        for name in wanted:  # it grows meanwhile
            values = self.light.get(name, "") + self.dark.get(name, "")
            wanted += sorted(set(USED.findall(values)) - set(wanted))
        return wanted

    def _value(self, name: str) -> str:
        light, dark = self.light.get(name, self.dark[name]), self.dark[name]
        return light if light == dark else f"light-dark({light},{dark})"


def read_variables(stylesheet: str) -> Variables:
    """The custom properties of a theme's stylesheet."""
    found = Variables()
    for written, declarations in RULE.findall(stylesheet):
        selectors = {each.strip() for each in written.replace('"', "").split(",")}
        values = dict(VARIABLE.findall(declarations)) if "--" in declarations else {}
        if selectors & {"html", ":root", LIGHT}:
            found.light |= values
        if selectors & {"html", ":root", DARK}:
            found.dark |= values
    return found
