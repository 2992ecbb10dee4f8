"""Extensions and themes that are not installed, and packages that do not go together."""

from __future__ import annotations

from importlib import metadata, util
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.finding import Finding
    from blogkit.doctor.conf import Conf

STACK = ("sphinx", "ablog", "myst-parser", "pydata-sphinx-theme", "blogkit")


def missing(conf: Conf) -> Iterator[Finding]:
    """Extensions that Python does not find."""
    for extension in conf.texts("extensions"):
        if not _is_there(extension):
            package = extension.replace("_", "-").replace(".", "-")
            yield conf.error(
                "not-installed",
                "extensions",
                f"the extension '{extension}' is not installed; pip install {package}"
                " (or what its documentation says), or take it out",
                extension,
            )


def _is_there(module: str) -> bool:
    try:
        return util.find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def clashing(conf: Conf) -> Iterator[Finding]:
    """Packages of the blog that want another version of one than there is."""
    wanted = {*STACK, *_of_extensions(conf)}
    for package in sorted(wanted & {_name(each) for each in metadata.distributions()}):
        for requirement in _requirements(package):
            installed = _version(requirement.name)
            if not requirement.specifier.contains(installed or "0", prereleases=True):
                yield conf.error(
                    "version-clash",
                    "extensions",
                    f"{package} {_version(package)} wants {requirement}, and {installed or 'none'}"
                    f" is installed; pip install '{requirement}', or another {package}",
                )


def _of_extensions(conf: Conf) -> set[str]:
    packages = metadata.packages_distributions()
    modules = {each.partition(".")[0] for each in conf.texts("extensions")}
    return {canonicalize_name(name) for module in modules for name in packages.get(module, ())}


def _requirements(package: str) -> Iterator[Requirement]:
    for text in metadata.requires(package) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _name(distribution: metadata.Distribution) -> str:
    return canonicalize_name(distribution.name or "")


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
