# SPDX-License-Identifier: GPL-3.0-or-later
"""The parent's side of the fence: a child parses strangers' bytes, and nothing it does can hurt.

A file is handed in as `read_at`, so that a file on a card and an item sealed in the vault are
examined alike and no temporary copy exists.  Whatever happens to the child - a crash, a lie, an
endless loop - becomes a finding.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self

from db.errors import InvalidInputError
from db.intake import answer, frames, kinds, sheets
from db.intake.child import START_SECONDS, TICK, Child, ChildError, child_command
from db.intake.frames import BrokenFrameError, Job, Say
from db.intake.glimpse import Glimpse
from db.intake.limits import CODE_CHARS, CODES, PICTURE_EDGE, Limits, Surroundings
from db.intake.source import ReadAt
from db.model.derived import Step, fitting, step_from_json
from db.model.evidence import Facts
from db.model.finding import Finding, Level
from db.model.moment import to_microseconds
from db.model.progress import CancelledError, Check, Progress, Report, ignore, never

__all__ = ["Examiner", "Glimpse", "Limits", "Picture", "ReadAt", "Surroundings", "child_command"]

_NAME_CHARS: Final = 1024
THOUSAND: Final = 1000
_USUAL: Final = Limits()
_NO_PICTURE: Final = "this file has no picture that can be shown"
_NOT_MADE: Final = "this cannot be made from this file"
_NO_TABLE: Final = "this file has no cells that can be read"


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright picture made by the child: a plain JPEG, its width and its height."""

    jpeg: bytes
    width: int
    height: int


class Examiner:
    """Looks at files in a child process.  Use as a context manager.

    Threads that call at once take turns; whoever waits still hears its own `check`.  One child is
    kept warm and replaced after any failure and after `limits.files_per_child` files.
    """

    def __init__(self, *, limits: Limits = _USUAL, command: Sequence[str] | None = None) -> None:
        self._limits = limits
        self._command = tuple(command) if command is not None else child_command(limits)
        self._child: Child | None = None
        self._turns = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child.  The examiner may be used again; it then starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def look(
        self, read_at: ReadAt, size: int, name: str, *, around: Surroundings, check: Check = never
    ) -> Facts:
        """Return what can be said about a file; never raises for anything in the file.

        `read_at` is called in the calling thread.  `name` may hold lone surrogates.  Raises only
        what `check` raises (CancelledError).  `width` and `height` of the result are those of the
        upright picture; the claims hold what is stored.
        """
        job = _job(self._limits, size, name, around=around)
        known: Facts | None = None

        def partial(load: bytes) -> None:
            nonlocal known
            known = answer.from_bytes(load)

        with self._turn(check):
            try:
                return answer.from_bytes(self._ask(job, read_at, Say.FACTS, partial, check))
            except ChildError as failure:
                self.close()
                code = failure.code
            except answer.LyingChildError:
                self.close()
                code = ChildError.code
        return self._failed(read_at, size, known, code)

    def render(
        self,
        read_at: ReadAt,
        size: int,
        name: str,
        *,
        longest: int,
        at_us: int | None = None,
        check: Check = never,
    ) -> Picture:
        """Return an upright picture of a photo, or a video's poster frame or frame at `at_us`.

        At most `longest` pixels each way (and never more than 8192).  Raises InvalidInputError if
        the file has no picture to show, or it could not be made within the limits.
        """
        longest = max(1, min(longest, PICTURE_EDGE))
        job = replace(_job(self._limits, size, name, longest=longest), at_us=at_us)
        try:
            with self._turn(check):
                load = self._ask(job, read_at, Say.PICTURE, None, check)
                width, height, jpeg = frames.unpack_picture(load)
                if answer.check_jpeg(jpeg, longest) != (width, height):
                    raise ChildError
        except (ChildError, answer.LyingChildError, BrokenFrameError) as error:
            raise InvalidInputError(_NO_PICTURE) from error
        return Picture(jpeg, width, height)

    def table(self, read_at: ReadAt, size: int, name: str, *, check: Check = never) -> sheets.Rows:
        """Return the cells of a workbook's first sheet, as they were last shown; days as ISO text.

        Raises InvalidInputError with the detail `what` "table" for anything that is no workbook or
        is beyond the limits.
        """
        job = replace(_job(self._limits, size, name), table=True)
        try:
            with self._turn(check):
                return sheets.from_bytes(self._ask(job, read_at, Say.TABLE, None, check))
        except (ChildError, ValueError, RecursionError) as error:
            raise InvalidInputError(_NO_TABLE, what="table") from error

    def glimpse(self, read_at: ReadAt, size: int, name: str, *, check: Check = never) -> Glimpse:
        """Return a film or a sound at a glance.

        Raises InvalidInputError for anything else, or when it could not be made within the limits.
        """
        job = replace(_job(self._limits, size, name), glimpse=True)
        try:
            with self._turn(check):
                made = Glimpse.from_bytes(self._ask(job, read_at, Say.GLIMPSE, None, check))
                if made.strip:
                    answer.check_jpeg(made.strip, PICTURE_EDGE)
        except (ChildError, answer.LyingChildError, ValueError) as error:
            raise InvalidInputError(_NO_PICTURE) from error
        return made

    def codes(
        self, read_at: ReadAt, size: int, name: str, *, check: Check = never
    ) -> tuple[str, ...]:
        """Return what the QR codes in a picture say, from top to bottom; none where there is none.

        Raises InvalidInputError if the file has no picture, or it could not be read in the limits.
        """
        job = replace(_job(self._limits, size, name), codes=True)
        try:
            with self._turn(check):
                told = json.loads(self._ask(job, read_at, Say.CODES, None, check))
        except (ChildError, ValueError, RecursionError) as error:
            raise InvalidInputError(_NO_PICTURE) from error
        if not isinstance(told, list) or len(told) > CODES:
            raise InvalidInputError(_NO_PICTURE)
        return tuple(text[:CODE_CHARS] for text in told if isinstance(text, str))

    def make(
        self,
        read_at: ReadAt,
        size: int,
        steps: tuple[Step, ...],
        put: Callable[[bytes], None],
        *,
        check: Check = never,
        report: Report = ignore,
    ) -> tuple[Step, ...]:
        """Carry out a recipe; return its steps as they were carried out.

        `put` takes the bytes that are made, in pieces, in the calling thread; `report` hears how
        much of a film is made.  Raises
        InvalidInputError with the detail `what` "recipe" if it cannot be carried out on this file
        within the limits; what was put until then is worth nothing.
        """
        load = json.dumps([step.to_json() for step in steps])
        if len(load) > frames.STEPS_BYTES:
            raise InvalidInputError(_NOT_MADE, what="recipe")
        job = replace(_job(self._limits, size, ""), steps=load)
        try:
            with self._turn(check):
                heard = self._ask(job, read_at, Say.MADE, put, check, report)
                done = tuple(step_from_json(step) for step in json.loads(heard))
                fitting(done)
        except (ChildError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise InvalidInputError(_NOT_MADE, what="recipe") from error
        return done

    def playable(
        self,
        read_at: ReadAt,
        size: int,
        put: Callable[[bytes], None],
        *,
        check: Check = never,
        report: Report = ignore,
    ) -> dict[str, str]:
        """Make a copy that any player knows; return how: `media_type`, encoders, size.

        `put` and `report` as for `make`.  Raises InvalidInputError with the detail `what`
        "playable" where none can be made of this file, or on this machine.
        """
        job = replace(_job(self._limits, size, ""), playable=True)
        try:
            with self._turn(check):
                return answer.settings(self._ask(job, read_at, Say.MADE, put, check, report))
        except (ChildError, answer.LyingChildError, InvalidInputError) as error:
            raise InvalidInputError(_NOT_MADE, what="playable") from error

    @contextmanager
    def _turn(self, check: Check) -> Iterator[None]:
        """Wait for the child to be free; whatever goes wrong with it, the next one gets another."""
        while not self._turns.acquire(timeout=TICK):
            check()
        try:
            yield
        except InvalidInputError:
            raise  # the child said no, and is well
        except BaseException:
            self.close()
            raise
        finally:
            self._turns.release()

    def _ask(
        self,
        job: Job,
        read_at: ReadAt,
        wanted: Say,
        partial: Callable[[bytes], None] | None,
        check: Check,
        report: Report = ignore,
    ) -> bytes:
        """Have one conversation with the child and return the load it ends with."""
        check()
        child = self._ready(check)
        child.files += 1
        child.say(Say.JOB, job.to_bytes())
        seconds, allowance = self._limits.seconds, self._limits.read_bytes
        while True:
            began = time.monotonic()
            say, load = child.hear(seconds, check)
            seconds -= time.monotonic() - began
            match say:
                case Say.READ:
                    check()
                    data, allowance = _bytes_for(read_at, load, job.size, allowance)
                    child.say(Say.NOTHING if data is None else Say.DATA, data or b"")
                case Say.PARTIAL if partial is not None and wanted is Say.FACTS:
                    partial(load)
                case Say.HEADWAY if wanted is Say.MADE:
                    check()
                    done = min(int.from_bytes(load, "big"), THOUSAND)
                    report(Progress(done, THOUSAND, "thousandths", "making"))
                case Say.PIECE if partial is not None and wanted is Say.MADE:
                    partial(load)
                case Say.REFUSED if wanted is Say.MADE:
                    raise InvalidInputError(_NOT_MADE, what="recipe")
                case Say.REFUSED if wanted in {Say.PICTURE, Say.GLIMPSE, Say.CODES}:
                    raise InvalidInputError(_NO_PICTURE)
                case Say.REFUSED if wanted is Say.TABLE:
                    raise InvalidInputError(_NO_TABLE, what="table")
                case _ if say is wanted:
                    return load
                case _:
                    raise ChildError

    def _ready(self, check: Check) -> Child:
        child = self._child
        if child is not None and child.files >= self._limits.files_per_child:
            self.close()
            child = None
        if child is None:
            try:
                child = self._child = Child(self._command)
            except OSError as error:
                raise ChildError from error
            say, _load = child.hear(START_SECONDS, check)
            if say is not Say.READY:
                raise ChildError
        return child

    def _failed(self, read_at: ReadAt, size: int, known: Facts | None, code: str) -> Facts:
        """Say as much as the first bytes show, or as the child had said before it failed."""
        if code == "parser_timeout":
            finding = Finding(code, Level.LOOK, {"seconds": f"{self._limits.seconds:g}"})
        else:
            finding = Finding(code, Level.LOOK, {"part": "*"})
        if known is not None:
            return replace(known, findings=(finding, *known.findings))
        try:
            head = read_at(0, min(size, kinds.HEAD))
        except CancelledError:
            raise
        except Exception:  # noqa: BLE001  # whatever a card or a vault raises, the answer stands
            head = b""
        sort = kinds.recognise(head)
        return Facts(sort.kind, sort.media_type, findings=(finding,))


def _job(
    limits: Limits, size: int, name: str, *, around: Surroundings | None = None, longest: int = 0
) -> Job:
    district = None if around is None else around.district
    radius = None if around is None else around.district_radius_m
    modified = None if around is None else around.modified
    return Job(
        name=name[-_NAME_CHARS:],
        size=size,
        longest=longest,
        pixels=limits.pixels,
        cpu_seconds=max(1, round(limits.seconds)),
        now_us=0 if around is None else to_microseconds(around.now),
        zone_minutes=None if around is None else around.zone_minutes,
        district=(district.lat_e7, district.lon_e7, radius) if district and radius else None,
        modified_us=None if modified is None else to_microseconds(modified),
    )


def _bytes_for(read_at: ReadAt, load: bytes, size: int, allowance: int) -> tuple[bytes | None, int]:
    """Fetch what the child asks for; None where it may not have it or it is not there."""
    try:
        offset, length = frames.unpack_read(load, size)
    except BrokenFrameError:
        raise ChildError from None
    if length > allowance:
        return None, 0
    try:
        data = read_at(offset, length)
    except CancelledError:
        raise
    except Exception:  # noqa: BLE001  # whatever a card or a vault raises: the bytes are not to be had
        return None, allowance
    return (data if len(data) == length else None), allowance - length
