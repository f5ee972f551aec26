# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal shows: progress on one line, results as words or as JSON, errors as advice."""

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final, TextIO

from db.errors import DamagedError, InvalidInputError, SegelError, UnavailableError
from db.model.harmless import harmless
from db.model.progress import Progress
from resources.phrases import say

SHOW_EVERY_S: Final = 0.2
BAR: Final = 24
UNITS: Final = ("B", "kB", "MB", "GB", "TB")


class Exit(IntEnum):
    """What the exit code means: 0 done; 1 done, and something needs a look; then who must act."""

    OK = 0
    FLAWS = 1
    USAGE = 2
    REFUSED = 3
    UNAVAILABLE = 4
    DAMAGED = 5
    CANCELLED = 130


@dataclass(slots=True)
class Terminal:
    """Where the command line speaks.  `as_json`: one JSON object on stdout, words on stderr."""

    language: str = "id"
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _shown: float = 0.0
    _wide: int = 0

    def say(self, key: str, **blanks: str) -> str:
        """Return a phrase in the chosen language."""
        return say(key, self.language, **blanks)

    def line(self, text: str = "") -> None:
        """Print a line for a person; on stderr when stdout carries JSON."""
        self.clear()
        print(harmless(text), file=self.err if self.as_json else self.out)

    def aside(self, text: str) -> None:
        """Print a line beside the result, on standard error always."""
        self.clear()
        print(harmless(text), file=self.err)

    def result(self, value: Mapping[str, Any]) -> None:
        """Print the result as JSON, if that was asked for."""
        self.clear()
        if self.as_json:
            written = json.dumps(value, ensure_ascii=self._ascii, indent=1)
            print(harmless(written), file=self.out)

    @property
    def _ascii(self) -> bool:
        """Tell whether JSON is escaped: what cannot show a letter must still carry it."""
        return (self.out.encoding or "").lower().replace("-", "") != "utf8"

    def progress(self, progress: Progress) -> None:
        """Show how far the work has come, a few times a second, on a terminal only."""
        now = time.monotonic()
        if not self.err.isatty() or now - self._shown < SHOW_EVERY_S:
            return
        self._shown = now
        full = progress.done / progress.total if progress.total else 0.0
        bar = "█" * int(full * BAR)
        amount = (
            f"{size(progress.done)} / {size(progress.total)}"
            if progress.unit == "bytes"
            else f"{progress.done} / {progress.total}"
        )
        words = self.say(f"step.{progress.what}")
        text = harmless(f"{words} {bar:<{BAR}} {amount} {progress.subject}")[:100]
        print(f"\r{text:<{self._wide}}", end="", file=self.err, flush=True)
        self._wide = len(text)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._wide:
            print(f"\r{'':<{self._wide}}\r", end="", file=self.err, flush=True)
            self._wide = 0

    def problem(self, error: SegelError) -> Exit:
        """Say what went wrong and who must act; return the exit code."""
        self.clear()
        words = error_words(error, self.language)
        print(harmless(words), file=self.err)
        if self.as_json:
            value = {"error": error.code, "details": dict(error.details), "message": words}
            print(harmless(json.dumps(value, ensure_ascii=self._ascii)), file=self.out)
        if isinstance(error, UnavailableError):
            return Exit.UNAVAILABLE
        return Exit.DAMAGED if isinstance(error, DamagedError) else Exit.REFUSED


def error_words(error: SegelError, language: str) -> str:
    """Return the sentence for an error: what happened, what is safe, who must act."""
    what = error.details.get("what", "")
    if isinstance(error, InvalidInputError) and what:
        special = say(f"invalid.{what}", language, **error.details)
        if special != what:
            return special
    return say(f"error.{error.code}", language, **error.details)


def size(count: int) -> str:
    """Write a number of bytes for a person: 4.2 MB."""
    value = float(count)
    for unit in UNITS:
        if value < 1000 or unit == UNITS[-1]:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return str(count)
