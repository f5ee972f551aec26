# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle as it comes: a folder, a zip of one, or encrypted; none is unpacked onto a disk.

Each is read twice: once to examine it, holding all but the evidence, and once to take the evidence.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Protocol, Self

from db.bundle import tar
from db.bundle.bag import examine_bag, examine_found
from db.bundle.examine import MARKS, Survey, is_bundle, survey_found
from db.bundle.handover import SUFFIX
from db.bundle.layout import FILES_LIMIT, PIECE, is_safe
from db.bundle.opening import NUMBERED, stream
from db.bundle.packed import HELD_LIMIT, Collected, Tested
from db.bundle.reading import opened
from db.errors import BundleDamagedError, InvalidInputError, NotFoundError
from db.intake import zipped
from db.model.progress import Check, Progress, Report

EVIDENCE: Final = ("data/bukti/",)
AHEAD: Final = 32
GLANCE: Final = 2000
"""How many files of a zip are looked at for one that says it is a bundle."""


class Piecewise(Protocol):
    """Bytes in order, each read once."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What an examination saw.  `held`: every file but the evidence, by path."""

    survey: Survey
    held: dict[str, bytes]


class Incoming(Protocol):
    """A bundle that can be examined and then read."""

    def examined(self, check: Check, report: Report) -> Seen:
        """Examine it; raises what `db.bundle.examine.survey` and opening it raise."""
        ...

    def evidence(self, check: Check, report: Report) -> Iterator[tuple[str, int, Piecewise]]:
        """Yield path, length and bytes of each file below data/bukti/; read it before the next."""
        ...


def looks_like_bundle(path: Path) -> bool:
    """Tell whether a person most likely means a bundle by this path."""
    if path.is_dir():
        return is_bundle(path)
    return path.is_file() and (is_sealed(path) or (path.suffix == ".zip" and _zip_root(path) != ""))


def is_sealed(path: Path) -> bool:
    """Tell whether a name is that of an encrypted bundle, or of one of its parts."""
    match = NUMBERED.fullmatch(path.name)
    return (path.name if match is None else match[1]).endswith(SUFFIX)


def incoming(path: Path, secrets: Sequence[bytes]) -> Incoming:
    """Return a bundle to read; raise NotFoundError, or InvalidInputError with `what` "no-bundle".

    `secrets`: key files for an encrypted one.
    """
    if path.is_dir():
        return _Folder(path)
    if not path.is_file():
        message = "there is no such bundle"
        raise NotFoundError(message)
    if is_sealed(path):
        return _Sealed(path, secrets)
    root = _zip_root(path)
    if not root:
        message = "this is neither a bundle nor a zip of one"
        raise InvalidInputError(message, what="no-bundle")
    return _Zip(path, root)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: list[str] = []

    def examined(self, check: Check, report: Report) -> Seen:
        found = examine_bag(self._folder, check, report)
        self._paths = sorted(path for path in found.sizes if path.startswith(EVIDENCE))
        small = [path for path in found.sizes if not path.startswith(EVIDENCE) and is_safe(path)]
        if sum(found.sizes[path] for path in small) > HELD_LIMIT:
            message = "what this bundle says of itself is longer than any"
            raise BundleDamagedError(message)
        held = {path: found.part(path, 0, found.sizes[path]) for path in small}
        return Seen(survey_found(found, check), held)

    def evidence(self, check: Check, report: Report) -> Iterator[tuple[str, int, Piecewise]]:
        for place, path in enumerate(self._paths):
            check()
            report(Progress(place, len(self._paths), "items", "taking-bundle", path))
            try:
                with opened(self._folder, path) as file:
                    yield path, (self._folder / path).stat().st_size, file
            except OSError as error:
                message = "a file of the bundle can no longer be read"
                raise NotFoundError(message) from error


def _zip_root(path: Path) -> str:
    """Return what stands before `bagit.txt` and its like in a zip ("" or "NAME/"), or ""."""
    if not zipped.is_zip(path):
        return ""
    try:
        for name, _, _ in islice(zipped.members(path), GLANCE):
            root, _, rest = name.rpartition("/")
            if rest in MARKS and root.count("/") == 0:
                return f"{root}/" if root else "/"
    except (InvalidInputError, BundleDamagedError, NotFoundError):
        pass
    return ""


class _Zip:
    def __init__(self, path: Path, root: str) -> None:
        self._path, self._root = path, "" if root == "/" else root

    def examined(self, check: Check, report: Report) -> Seen:
        collected, names = Collected(EVIDENCE), set[str]()
        for path, size, file in self._members(report):
            if not is_safe(path) or path.lower() in names or len(names) > FILES_LIMIT:
                message = "a name in the zip may not stand in a bundle"
                raise BundleDamagedError(message)
            names.add(path.lower())
            take = collected.begin(path, size)
            while piece := file.read(PIECE):
                check()
                take(piece)
            collected.end()
        examine_found(collected.found)
        return Seen(survey_found(collected.found, check), collected.held)

    def evidence(self, check: Check, report: Report) -> Iterator[tuple[str, int, Piecewise]]:
        for path, size, file in self._members(report):
            check()
            if path.startswith(EVIDENCE):
                yield path, size, file

    def _members(self, report: Report) -> Iterator[tuple[str, int, BinaryIO]]:
        for place, (name, size, file) in enumerate(zipped.members(self._path)):
            report(Progress(place, 0, "items", "opening-bundle"))
            if not name.startswith(self._root):
                message = "a name in the zip may not stand in a bundle"
                raise BundleDamagedError(message)
            yield name[len(self._root) :], size, file


class _Sealed:
    def __init__(self, path: Path, secrets: Sequence[bytes]) -> None:
        self._path, self._secrets = path, secrets

    def examined(self, check: Check, report: Report) -> Seen:
        collected = Collected(EVIDENCE)
        tested = Tested(check, collected=collected)
        stream(self._path, self._secrets, tested, check, report)
        tested.close()
        examine_found(collected.found)
        return Seen(survey_found(collected.found, check), collected.held)

    def evidence(self, check: Check, report: Report) -> Iterator[tuple[str, int, Piecewise]]:
        with _Pulled(lambda sink: stream(self._path, self._secrets, sink, check, report)) as pulled:
            yield from pulled.files()


class _Pulled:
    """Turns a stream that pushes files into one they are pulled from, a few pieces ahead."""

    def __init__(self, push: Callable[[tar.Unpacking], None]) -> None:
        self._events: queue.Queue[tuple[str, int] | bytes | None] = queue.Queue(AHEAD)
        self._error: BaseException | None = None
        self._dropped = False
        self._wanted = False
        self._unpacking = tar.Unpacking(self._begin, self._end)
        self._push = push
        self._thread = threading.Thread(target=self._run, name="segel-open", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._dropped = True
        self._thread.join()

    def files(self) -> Iterator[tuple[str, int, Piecewise]]:
        """Yield each file of evidence."""
        while (event := self._next()) is not None:
            if isinstance(event, tuple):
                source = _Body(self._next)
                yield event[0], event[1], source
                while source.read(PIECE):
                    pass

    def _next(self) -> tuple[str, int] | bytes | None:
        event = self._events.get()
        if event is None and self._error is not None:
            raise self._error
        return event

    def _put(self, event: tuple[str, int] | bytes | None) -> None:
        while not self._dropped:
            try:
                self._events.put(event, timeout=0.05)
            except queue.Full:
                continue
            return
        message = "nobody reads any more"
        raise InvalidInputError(message, what="no-bundle")

    def _run(self) -> None:
        try:
            self._push(self._unpacking)
            self._unpacking.close()
        except BaseException as error:  # noqa: BLE001 - handed to whoever reads, who raises it
            self._error = error
        with suppress(InvalidInputError):
            self._put(None)

    def _begin(self, path: str, size: int) -> Callable[[bytes], None]:
        self._wanted = path.startswith(EVIDENCE)
        if self._wanted:
            self._put((path, size))
            return self._put
        return _nothing

    def _end(self) -> None:
        if self._wanted:
            self._put(b"")


def _nothing(_piece: bytes) -> None:
    """Take no notice."""


class _Body:
    """The bytes of one file; an empty piece ends it."""

    def __init__(self, following: Callable[[], tuple[str, int] | bytes | None]) -> None:
        self._following, self._rest, self._ended = following, b"", False

    def read(self, size: int) -> bytes:
        if not self._rest and not self._ended:
            event = self._following()
            self._rest = event if isinstance(event, bytes) else b""
            self._ended = not self._rest
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece
