"""What conf.py comes to, each value as a digest.

conf.py is Python: its text may be the same and a value another, taken from the clock, the
environment or a module beside it. So it is run, in a process of its own: what it prints, imports
and alters there is gone again when Sphinx runs it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from hashlib import blake2b
from pathlib import Path, PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

AS_WRITTEN = (str, bytes, int, float, complex, type(None))


def conf_values(root: Path) -> dict[str, str] | None:
    """The digest of each value that conf.py sets; None if it cannot be run, or not apart.

    Names that functions of conf.py use stand there twice, once as `used:name`.
    """
    if not hasattr(os, "fork"):
        return None
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(root, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else None


def that_matter(values: Mapping[str, str] | None, settings: Iterable[str]) -> dict[str, str] | None:
    """Without the values that are no settings: a helper named `now` is another in each build."""
    if values is None:
        return None
    wanted = {*settings, "setup"}
    return {
        name: value for name, value in values.items() if name in wanted or name.startswith("used:")
    }


def _answer(root: Path, pipe: int) -> NoReturn:
    """Write the digests into the pipe, and end this process; nothing at all if conf.py fails."""
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        sys.stdout = sys.stderr = open(silence, "w")  # noqa: PTH123, SIM115 - until it ends
        namespace = _run(root)
        with os.fdopen(pipe, "wb") as answer:
            answer.write(json.dumps(_digests(namespace)).encode())
    finally:
        os._exit(0)


def _run(root: Path) -> dict[str, Any]:
    """As sphinx.config.eval_config_file runs it."""
    conf = root / "conf.py"
    os.chdir(root)
    namespace: dict[str, Any] = {"__file__": str(conf), "tags": _Tags()}
    exec(compile(conf.read_bytes(), conf, "exec"), namespace)  # noqa: S102 - as Sphinx does
    return namespace


class _Tags(set[str]):
    """Stands in for Sphinx's tags, of which there are none yet when conf.py runs."""

    has = set.__contains__


def _digests(namespace: dict[str, Any]) -> dict[str, str]:
    values = {name: value for name, value in namespace.items() if not name.startswith("__")}
    own = [value for value in values.values() if _is_from_conf(value, namespace)]
    used = {name for function in own for name in _names(function.__code__)}
    return {
        **{name: digest(value) for name, value in values.items()},
        **{f"used:{name}": digest(values[name]) for name in used & values.keys()},
    }


def _is_from_conf(value: object, namespace: dict[str, Any]) -> bool:
    return isinstance(value, FunctionType) and value.__globals__ is namespace


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def digest(value: object) -> str:
    """A short digest, the same in every process for what counts as the same value."""
    text = _text(value, frozenset())
    return blake2b(text.encode(errors="surrogatepass"), digest_size=12).hexdigest()


def _text(value: object, above: frozenset[int]) -> str:
    """The value in words: containers with what is in them, functions with the file they are in."""
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(value, AS_WRITTEN) or type(value).__module__ == "datetime":
        return f"{kind}:{value!r}"
    if isinstance(value, PurePath):
        return f"{kind}:{value}"
    if id(value) in above:
        return "itself"
    within = above | {id(value)}
    if isinstance(value, dict):
        pairs = (f"{_text(key, within)}={_text(each, within)}" for key, each in value.items())
        return f"{kind}{{{','.join(pairs)}}}"
    if isinstance(value, (set, frozenset)):
        return f"{kind}{{{','.join(sorted(_text(each, within) for each in value))}}}"
    if isinstance(value, (list, tuple)):
        return f"{kind}[{','.join(_text(each, within) for each in value)}]"
    return _text_of_code(value) or f"{kind}({_text_of_parts(value, within)})"


def _text_of_code(value: object) -> str:
    if isinstance(value, re.Pattern):
        return repr(value)
    if isinstance(value, ModuleType):
        return f"module {value.__name__}"
    if isinstance(value, (FunctionType, BuiltinFunctionType, type)):
        return f"code {value.__module__}.{value.__qualname__} {_source_of(value)}"
    return ""


def _source_of(value: Any) -> str:
    """The text that defines it, where that may change without a package doing so."""
    code = getattr(value, "__code__", None)
    name = code.co_filename if code else getattr(sys.modules.get(value.__module__), "__file__", "")
    path = Path(name or "")
    if "site-packages" in path.parts or not path.is_file():
        return ""
    return blake2b(path.read_bytes(), digest_size=12).hexdigest()


def _text_of_parts(value: object, above: frozenset[int]) -> str:
    """What makes up an object; of one that does not show it, its kind must do."""
    parts = getattr(value, "__dict__", {})
    if len(above) > 6:  # a logger leads to everything in the process
        return ""
    return ",".join(f"{name}={_text(each, above)}" for name, each in sorted(parts.items()))
