# SPDX-License-Identifier: GPL-3.0-or-later
"""The child process in which strangers' bytes are parsed: `python -m db.intake.worker`.

It opens no file of anybody's.  Bytes come from the parent over standard input, a range at a time;
answers go out over standard output.  A frozen program starts it by calling `main`.
"""

import json
import os
import sys
from typing import Final

from db.intake import answer, fence, frames, look
from db.intake.frames import Job, Readable, Say, Writable
from db.intake.limits import Limits, Surroundings
from db.intake.source import BLOCK, Source, SourceLostError
from db.model.claim import Position
from db.model.claim import Source as Claimant
from db.model.derived import step_from_json
from db.model.moment import from_microseconds

_SMALL_MEMORY: Final = 256 * 1024 * 1024


class _Parent:
    """The parent as the one place where bytes come from."""

    def __init__(self, listen: Readable, speak: Writable) -> None:
        self._listen = listen
        self._speak = speak

    def read_at(self, offset: int, length: int) -> bytes:
        frames.send(self._speak, Say.READ, frames.pack_read(offset, length))
        heard = frames.receive(self._listen, frames.FROM_PARENT)
        if heard is None:
            raise SystemExit(0)  # the parent is gone; so is our reason to be
        say, load = heard
        if say is not Say.DATA:
            message = "the parent has no such bytes"
            raise SourceLostError(message)
        return load


def serve(listen: Readable, speak: Writable) -> None:
    """Answer jobs until `listen` ends."""
    parent = _Parent(listen, speak)
    frames.send(speak, Say.READY)
    while (heard := frames.receive(listen, frames.FROM_PARENT)) is not None:
        say, load = heard
        if say is not Say.JOB:
            return
        job = Job.from_bytes(load)
        fence.allow_seconds(job.cpu_seconds)
        source = Source(parent.read_at, job.size)
        if job.table:
            _tabulate(source, speak)
        elif job.glimpse:
            _glimpse(source, job, speak)
        elif job.codes:
            _codes(source, job, speak)
        elif job.playable:
            _play(source, job, speak)
        elif job.steps:
            _make(source, job, speak)
        elif job.longest:
            _show(source, job, speak)
        else:
            _look(source, job, speak)


def _look(source: Source, job: Job, speak: Writable) -> None:
    for facts, whole in look.look(source, job.name, _surroundings(job), job.pixels):
        frames.send(speak, Say.FACTS if whole else Say.PARTIAL, answer.to_bytes(facts))


def _show(source: Source, job: Job, speak: Writable) -> None:
    from db.intake import show  # noqa: PLC0415  # Pillow and FFmpeg, only where pixels are wanted

    try:
        width, height, jpeg = show.render(source, job.longest, job.pixels, job.at_us)
    except (show.NoPictureError, SourceLostError, MemoryError):
        frames.send(speak, Say.REFUSED)
    else:
        frames.send(speak, Say.PICTURE, frames.pack_picture(width, height, jpeg))


def _tabulate(source: Source, speak: Writable) -> None:
    from db.intake import sheets  # noqa: PLC0415  # XML and ZIP, only where a workbook is wanted

    try:
        load = sheets.to_bytes(sheets.read(source))
    except (sheets.NoTableError, SourceLostError, MemoryError, OSError):
        frames.send(speak, Say.REFUSED)
        return
    if len(load) > frames.FROM_CHILD[Say.TABLE]:
        frames.send(speak, Say.REFUSED)
    else:
        frames.send(speak, Say.TABLE, load)


def _glimpse(source: Source, job: Job, speak: Writable) -> None:
    from db.intake import clip, gather, glimpse, picture  # noqa: PLC0415  # FFmpeg, as above

    try:
        family = gather.headers(source, "").sort.family
        load = glimpse.look(source, family, job.pixels).to_bytes()
    except (
        clip.UnreadableClipError,
        picture.UnreadablePictureError,
        SourceLostError,
        MemoryError,
    ):
        frames.send(speak, Say.REFUSED)
    else:
        frames.send(speak, Say.GLIMPSE, load)


def _codes(source: Source, job: Job, speak: Writable) -> None:
    from db.intake import codes, show  # noqa: PLC0415  # Pillow and the reader of codes, as above

    try:
        texts = codes.read(source, job.pixels)
    except (show.NoPictureError, SourceLostError, MemoryError):
        frames.send(speak, Say.REFUSED)
    else:
        frames.send(speak, Say.CODES, json.dumps(texts).encode())


def _make(source: Source, job: Job, speak: Writable) -> None:
    from db.intake import making  # noqa: PLC0415  # Pillow and FFmpeg, as above

    steps = tuple(step_from_json(step) for step in json.loads(job.steps))
    try:
        done = making.make(
            source,
            steps,
            job.pixels,
            lambda piece: frames.send(speak, Say.PIECE, piece),
            lambda part: frames.send(speak, Say.HEADWAY, part.to_bytes(2, "big")),
        )
    except (making.CannotMakeError, SourceLostError, MemoryError):
        frames.send(speak, Say.REFUSED)
    else:
        load = json.dumps([step.to_json() for step in done]).encode()
        frames.send(speak, Say.MADE, load)


def _play(source: Source, job: Job, speak: Writable) -> None:
    from db.intake import playable  # noqa: PLC0415  # Pillow and FFmpeg, as above

    try:
        told = playable.make(
            source,
            job.pixels,
            lambda piece: frames.send(speak, Say.PIECE, piece),
            lambda part: frames.send(speak, Say.HEADWAY, part.to_bytes(2, "big")),
        )
    except (playable.CannotMakeError, SourceLostError, MemoryError):
        frames.send(speak, Say.REFUSED)
    else:
        frames.send(speak, Say.MADE, json.dumps(told).encode())


def _surroundings(job: Job) -> Surroundings:
    district, radius = None, None
    if job.district is not None:
        lat, lon, radius = job.district
        district = Position(lat, lon, None, Claimant.STRUCTURE)
    return Surroundings(
        now=from_microseconds(job.now_us),
        zone_minutes=job.zone_minutes,
        district=district,
        district_radius_m=radius,
        modified=None if job.modified_us is None else from_microseconds(job.modified_us),
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the child until its standard input ends.  The argument is its memory in bytes."""
    arguments = sys.argv[1:] if arguments is None else arguments
    memory = int(arguments[-1]) if arguments and arguments[-1].isdigit() else Limits().memory_bytes
    # Whatever a library prints must not end up in an answer.
    speak = os.fdopen(os.dup(1), "wb", buffering=BLOCK)
    listen = os.fdopen(os.dup(0), "rb", buffering=BLOCK)
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)
    fence.close_gate(max(memory, _SMALL_MEMORY))
    try:
        serve(listen, speak)
    except (BrokenPipeError, frames.BrokenFrameError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
