"""A process that has read conf.py and the environment, builds nothing, and forks those that do."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from blogkit.live.warm.lines import each_line, write_line
from blogkit.live.warm.starting import Started, start, what_it_rests_on
from blogkit.words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from blogkit.live.warm.lines import Voice


@dataclass
class Parent:
    """One generation. *children* are the processes at work, by the numbers of their tasks."""

    root: Path
    voice: Voice
    generation: int
    children: dict[int, int] = field(default_factory=dict)
    looker: int = -1

    def live(self, commands: int, *, fresh: bool) -> None:
        """Start Sphinx, say so, and obey until the pipe is closed."""
        gc.disable()  # what is loaded now stays, and a search would copy what children share
        try:
            with patch_docutils(str(self.root)), docutils_namespace():
                started = self._start(fresh=fresh)
                if started:
                    self._serve(started, commands)
        except BrokenPipeError:
            return

    def _start(self, *, fresh: bool) -> Started | None:
        try:
            started = start(self.root, fresh=fresh)
        except ConfigError as error:
            self._report_unready(in_words(error))
        except (SphinxError, OSError) as error:
            self._report_unready(str(error))
        except Exception as error:  # noqa: BLE001 - conf.py and extensions raise whatever they like
            self._report_unready(f"{type(error).__name__}: {error}")
        else:
            self.voice.report("ready", self.generation, what_it_rests_on(started))
            return started
        return None

    def _report_unready(self, words: str) -> None:
        self.voice.report("unready", self.generation, {"words": words})

    def _serve(self, started: Started, commands: int) -> None:
        gc.freeze()
        gc.enable()
        self.looker = self._fork_looker(started, commands)
        signal.signal(signal.SIGCHLD, lambda *_: self._bury())
        for command in each_line(commands):
            self._obey(started, command)
        os.close(self.looker)

    def _obey(self, started: Started, command: dict[str, Any]) -> None:
        from blogkit.live.warm import asking, whole

        if command["do"] == "look":
            write_line(self.looker, command)
        elif command["do"] == "drop":
            self._drop(command["number"])
        elif command["do"] == "build":
            self._fork(command["number"], lambda: whole.build(started, self.voice, command))
        else:
            self._fork(command["number"], lambda: asking.answer(started, self.voice, command))

    def _fork(self, number: int, work: Callable[[], None]) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        process = os.fork()
        if process == 0:
            os.close(self.looker)
            os.setpgid(0, 0)
            become_a_worker(work)
        self.children[process] = number
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

    def _drop(self, number: int) -> None:
        """Kill the build of that number with all its workers."""
        for process, task in self.children.items():
            if task == number:
                os.killpg(process, signal.SIGKILL)

    def _bury(self) -> None:
        """A child has ended: say so, as one that was killed cannot say it itself."""
        for process in list(self.children):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                number = self.children.pop(process)
                self.voice.say("ended", number=number, code=os.waitstatus_to_exitcode(status))

    def _fork_looker(self, started: Started, commands: int) -> int:
        from blogkit.live.warm.look import take_looks

        ours, theirs = os.pipe()
        if os.fork() == 0:
            os.close(theirs)
            os.close(commands)
            become_a_worker(lambda: take_looks(started, self.voice, ours, self.generation))
        os.close(ours)
        return theirs


def become_a_worker(work: Callable[[], None]) -> None:
    """Do the work in this process, which was forked for it, and end; never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - this process ends here, whatever happened
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)
