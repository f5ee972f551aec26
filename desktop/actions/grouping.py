# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which a camera made its files, and which of them are one thing.

Everything here is read from names, and for bursts from the times that pictures claim.  A wrong
guess costs nothing: every file is an item of its own, sealed byte for byte.

Names of folders and files follow DCF (JEITA CP-3461): `100EOS5D` holds `IMG_0001.JPG`, and files of
one number and name in one folder are one object.  Phones write the time instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final

from db.model.beside import Tie
from db.model.claim import CaptureTime


def _endings(words: str) -> frozenset[str]:
    return frozenset(words.split())


PICTURES: Final = _endings(
    ".jpg .jpeg .jpe .heic .heif .png .webp .dng .cr2 .cr3 .nef .arw .orf .raf .rw2"
)
FILMS: Final = _endings(".mov .mp4 .m4v .3gp .3g2 .3gpp .avi .mts .m2ts .mkv .webm .mpg")
SOUNDS: Final = _endings(".amr .awb .3ga .opus .m4a .aac .mp3 .ogg .oga .qcp .wma .wav")
NOTES: Final = _endings(".xmp .thm .aae .srt .lrv .lrf")
"""Extensions of files that only say something about another one."""
LIVE_PICTURES: Final = _endings(".heic .heif .jpg .jpeg")
LIVE_FILMS: Final = _endings(".mov .mp4")
FEWEST: Final = 3
"""Pictures that make a burst."""
BURST_PACE_S: Final = 1.0
"""Longest mean distance between the pictures of a burst."""

_DCF_NAME: Final = re.compile(r"^[A-Za-z0-9_]{4}(\d{4})$")
_TIMED: Final = re.compile(r"(?<!\d)(20\d{6})[-_T ]?(\d{6})(\d{3})?(?!\d)")
_DIGITS: Final = re.compile(r"(\d+)")
_NUMBER: Final = re.compile(r"^(.*?)(\d+)$")
_BURST: Final = re.compile(
    r"^(?P<series>.+?)(?:[_-]BURST(?P<burst>\d+)(?:[_-]COVER)?|_(?P<count>\d{3}))(?:_COVER)?$",
    re.IGNORECASE,
)
_VOICE: Final = re.compile(
    r"^(?:PTT|AUD)-\d{8}-WA|^(?:voice|recording|rekaman|suara|memo)(?:[ _-]|\d|$)|^REC[ _-]?\d",
    re.IGNORECASE,
)
_VOICE_ENDINGS: Final = _endings(".amr .awb .3ga .qcp")

Key = tuple[int, tuple[tuple[int, int, str], ...], float, str]


@dataclass(frozen=True, slots=True)
class Named:
    """What grouping needs of a file: where it lies and, once known, when it says it was made."""

    path: str
    modified: datetime | None = None
    captured: CaptureTime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that a person sees as one: places in the list that was grouped.

    `others`: what is kept beside the main file, each with the reason.
    """

    main: int
    others: tuple[tuple[int, Tie], ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Return every place of it, the main one first."""
        return (self.main, *(place for place, _ in self.others))


def order(path: PurePath, modified: datetime | None = None) -> Key:
    """Return what sorts the entries of one folder as the camera made them.

    Numbered files of a camera come by their number, files named after a time by that time, all
    others as people count (2 before 10); equals come by the time of the file.
    """
    stem, seconds = path.stem, 0.0 if modified is None else modified.timestamp()
    if found := _DCF_NAME.match(stem):
        return (0, ((0, int(found[1]), ""),), seconds, path.name)
    if timed := _TIMED.search(stem):
        moment = int(timed[1] + timed[2] + (timed[3] or "000"))
        return (1, ((0, moment, ""), *_natural(stem)), seconds, path.name)
    return (2, _natural(path.name), seconds, path.name)


def numbered(path: PurePath) -> bool:
    """Tell whether a name is one that a camera numbered."""
    return _DCF_NAME.match(path.stem) is not None


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = _DIGITS.split(name.casefold())
    return tuple(
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in parts
        if part
    )


def voice_note(name: str) -> bool:
    """Tell whether a name is that of something spoken into a phone."""
    path = PurePath(name)
    ending = path.suffix.casefold()
    return ending in _VOICE_ENDINGS or (ending in SOUNDS and bool(_VOICE.match(path.stem)))


def grouped(files: Sequence[Named]) -> tuple[Group, ...]:
    """Return the files as things: each file in exactly one group, in the order of their mains."""
    ties: dict[int, tuple[int, Tie]] = {}
    by_stem: dict[tuple[str, str], list[int]] = {}
    names = [PurePath(file.path) for file in files]
    for place, path in enumerate(names):
        by_stem.setdefault((str(path.parent), path.stem.casefold()), []).append(place)
    for places in by_stem.values():
        _tie_stem(places, names, ties)
    for place, path in enumerate(names):
        if place not in ties and path.suffix.casefold() in NOTES:
            main = _noted(path, names, by_stem)
            if main is not None:
                ties[place] = (main, Tie.SIDECAR)
    for main, *others in _bursts(files, names, ties):
        for place in others:
            ties[place] = (main, Tie.BURST)
    found: dict[int, list[tuple[int, Tie]]] = {}
    for place, (main, tie) in sorted(ties.items()):
        head = ties[main][0] if main in ties else main  # a note to a later picture of a burst
        found.setdefault(head, []).append((place, tie))
    return tuple(
        Group(place, tuple(found.get(place, ())))
        for place in range(len(files))
        if place not in ties
    )


def _tie_stem(
    places: Sequence[int], names: Sequence[PurePath], ties: dict[int, tuple[int, Tie]]
) -> None:
    """Tie files of one folder and one name: notes, the moving half of a live photo, a voice."""
    endings = {place: names[place].suffix.casefold() for place in places}
    pictures = [place for place in places if endings[place] in PICTURES]
    films = [place for place in places if endings[place] in FILMS]
    living = [place for place in pictures if endings[place] in LIVE_PICTURES]
    main = next(iter(living or pictures or films), None)
    if main is None:
        main = next((place for place in places if endings[place] not in NOTES), None)
    if main is None:
        return
    for place in places:
        if place == main:
            continue
        if endings[place] in NOTES or (endings[place] == ".wav" and pictures):
            ties[place] = (main, Tie.SIDECAR)
        elif main in living and endings[place] in LIVE_FILMS:
            ties[place] = (main, Tie.LIVE)


def _noted(
    note: PurePath, names: Sequence[PurePath], by_stem: dict[tuple[str, str], list[int]]
) -> int | None:
    """Return what a note belongs to whose name is not the main file's own stem, or None.

    `IMG_0001.JPG.xmp` names the whole file, and `IMG_O0001.AAE` the picture before editing.
    """
    folder, inner = str(note.parent), PurePath(note.stem)
    if inner.suffix:
        for place in by_stem.get((folder, inner.stem.casefold()), ()):
            if names[place].name.casefold() == inner.name.casefold():
                return place
    plain = re.sub(r"^(img_)[eo](\d)", r"\1\2", note.stem.casefold())
    places = by_stem.get((folder, plain), ()) if plain != note.stem.casefold() else ()
    return next((place for place in places if names[place].suffix.casefold() in PICTURES), None)


def _bursts(
    files: Sequence[Named], names: Sequence[PurePath], ties: dict[int, tuple[int, Tie]]
) -> list[list[int]]:
    free = [
        place
        for place, path in enumerate(names)
        if place not in ties and path.suffix.casefold() in PICTURES
    ]
    named: dict[tuple[str, str], list[int]] = {}
    for place in free:
        found = _BURST.match(names[place].stem)
        if found and (found["burst"] or _TIMED.search(found["series"])):
            series = (str(names[place].parent), found["series"].casefold())
            named.setdefault(series, []).append(place)
    bursts = [places for places in named.values() if len(places) >= FEWEST]
    taken = {place for places in bursts for place in places}
    run: list[int] = []
    for place in free:
        if place in taken or not (run and _follows(files, names, run[-1], place)):
            bursts += _quick(files, run)
            run = []
        if place not in taken:
            run.append(place)
    return bursts + _quick(files, run)


def _follows(files: Sequence[Named], names: Sequence[PurePath], before: int, place: int) -> bool:
    """Tell whether a picture has the next number in its folder and claims the same time or so."""
    a, b = _NUMBER.match(names[before].stem), _NUMBER.match(names[place].stem)
    one, two = _claimed(files[before]), _claimed(files[place])
    if not (a and b and one and two) or names[before].parent != names[place].parent:
        return False
    near = 0 <= (two - one).total_seconds() <= 2 * BURST_PACE_S
    return near and a[1] == b[1] and int(b[2]) == int(a[2]) + 1


def _quick(files: Sequence[Named], run: list[int]) -> list[list[int]]:
    if len(run) < FEWEST:
        return []
    first, last = _claimed(files[run[0]]), _claimed(files[run[-1]])
    if first is None or last is None:
        return []
    quick = (last - first).total_seconds() <= (len(run) - 1) * BURST_PACE_S
    return [run] if quick else []


def _claimed(file: Named) -> datetime | None:
    if file.captured is None:
        return None
    try:
        return datetime.fromisoformat(file.captured.local).replace(tzinfo=None)
    except ValueError:
        return None
