"""Asking other sites whether a page is still there: politely, and no more than twice.

Sphinx's own `linkcheck` builder was weighed and left. It needs a whole build first, knows no
columns and remembers nothing; it asks one host from five sides at once, waits for hours when a
server says so, and calls dead whatever did not answer. `requests`, on which it is built, serves.
"""

from __future__ import annotations

import socket
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from blogkit.checks.verdicts import State, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
COME_BACK = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
NAME = "Mozilla/5.0 (compatible; blogkit link check)"


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: seconds between two questions to one host, before asking once more, for an
    answer, and at most when a server names the seconds; how many hosts at once; in what name."""

    pause: float = 1.0
    second_try: float = 3.0
    patience: float = 20.0
    longest_wait: float = 30.0
    hosts: int = 8
    name: str = NAME


def ask_all(addresses: Iterable[str], manners: Manners) -> Iterator[tuple[str, Verdict]]:
    """Ask for each address once; what is found is handed out as soon as a host is done with."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        hosts[_host_of(address)].append(address)
    pool, stop = ThreadPoolExecutor(max_workers=manners.hosts), Event()
    try:
        asked = [pool.submit(_ask_host, each, manners, stop) for each in hosts.values()]
        yield from _judged(verdict for each in as_completed(asked) for verdict in each.result())
    finally:
        stop.set()  # Ctrl-C waits for nobody
        pool.shutdown(wait=False, cancel_futures=True)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:  # brackets where an address of six groups should be
        return address


def _judged(verdicts: Iterable[tuple[str, Verdict]]) -> Iterator[tuple[str, Verdict]]:
    """A host that does not exist is dead, if others answered: else it may be our own network."""
    without_host, has_network = [], False
    for address, verdict in verdicts:
        if verdict.lacks_host:
            without_host.append((address, verdict))
            continue
        has_network = has_network or verdict.state is not State.UNKNOWN
        yield address, verdict
    for address, verdict in without_host:
        yield address, replace(verdict, state=State.DEAD if has_network else State.UNKNOWN)


def _ask_host(addresses: Sequence[str], manners: Manners, stop: Event) -> list[tuple[str, Verdict]]:
    """One question after the other. A host that is not there, or wants to be left alone, is."""
    found: list[tuple[str, Verdict]] = []
    with requests.Session() as session:
        session.headers["User-Agent"] = manners.name
        for address in addresses:
            if found and (found[-1][1].ends_talk or stop.wait(manners.pause)):
                break
            found.append((address, _ask_twice(session, address, manners, stop)))
    last = found[-1][1]
    return [*found, *((address, last) for address in addresses[len(found) :])]


def _ask_twice(session: requests.Session, address: str, manners: Manners, stop: Event) -> Verdict:
    verdict, wait = _ask(session, address, manners)
    if verdict.state is not State.UNKNOWN or wait is None:
        return verdict
    if wait > manners.longest_wait:
        return replace(verdict, ends_talk=True)
    stop.wait(wait)
    return _ask(session, address, manners)[0]


def _ask(session: requests.Session, address: str, manners: Manners) -> tuple[Verdict, float | None]:
    """What the server says, and after how many seconds to ask again; None for never.

    Some servers do not know HEAD, so that only what GET is told counts against a page.
    """
    answer = None
    for method in ("HEAD", "GET"):
        try:
            with session.request(
                method, address, timeout=manners.patience, allow_redirects=True, stream=True
            ) as answer:
                if answer.ok:
                    return Verdict(State.ALIVE), None
        except (requests.RequestException, UnicodeError, ValueError) as error:
            if method == "GET" or isinstance(error, requests.Timeout):
                return _unreachable(error), manners.second_try
    return _told(answer, manners) if answer is not None else (Verdict(State.UNKNOWN), None)


def _told(answer: requests.Response, manners: Manners) -> tuple[Verdict, float | None]:
    reason = f"says {answer.status_code} {answer.reason or ''}".strip()
    if answer.status_code in GONE:
        return Verdict(State.DEAD, reason), None
    if answer.status_code in COME_BACK:
        return Verdict(State.UNKNOWN, reason), _seconds(answer, manners)
    again = manners.second_try if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    return Verdict(State.UNKNOWN, reason), again


def _seconds(answer: requests.Response, manners: Manners) -> float:
    """`Retry-After` in seconds: it is a number, or a date (RFC 9110, section 10.2.3)."""
    written = answer.headers.get("Retry-After", "")
    if written.strip().isdigit():
        return float(written)
    try:
        date = parsedate_to_datetime(written)
    except ValueError:
        return manners.second_try
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date.tzinfo else 0.0


def _unreachable(error: BaseException) -> Verdict:
    causes = list(_causes(error))
    names = [each for each in causes if isinstance(each, socket.gaierror)]
    if any(each.errno == socket.EAI_NONAME for each in names):
        return Verdict(State.UNKNOWN, "cannot be found", lacks_host=True, ends_talk=True)
    if any(isinstance(each, requests.Timeout) for each in causes):
        return Verdict(State.UNKNOWN, "did not answer in time")
    if any(isinstance(each, requests.exceptions.SSLError) for each in causes):
        return Verdict(State.UNKNOWN, "has no valid certificate")
    return Verdict(State.UNKNOWN, "could not be reached")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
