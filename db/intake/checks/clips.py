# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of video and sound containers: who packed them, which times they name, what they hide."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from db.intake import times
from db.intake.gather import CLIPS
from db.intake.seen import Seen
from db.intake.times import Stamp
from db.intake.zones import nearest_offset
from db.model.evidence import Kind
from db.model.finding import Finding, Level

# libavformat and friends leave their name when a stream is copied or converted.
_PACKERS: Final = re.compile(
    r"^lavf|libav|ffmpeg|handbrake|mencoder|mkvmerge|gpac|iso media file produced by google"
    r"|capcut|inshot|kinemaster|filmora|vivavideo|telegram|whatsapp|shotcut|openshot|kdenlive"
    r"|premiere|after effects|imovie|final cut|davinci|videolan",
    re.IGNORECASE,
)
_SLACK: Final = timedelta(minutes=2)
_HIDDEN_SECONDS: Final = 1.0


def check(seen: Seen) -> Iterator[Finding]:
    """Yield findings about a video or sound container."""
    if seen.sort.family not in CLIPS:
        return
    if seen.boxes is not None and "no_moov" in seen.boxes.flaws:
        yield Finding("video_unfinished", Level.LOOK)
        return
    if seen.boxes is not None and "size" in seen.boxes.flaws:
        yield Finding("parser_failed", Level.LOOK, {"part": "ISO BMFF"})
    if seen.boxes is not None and seen.boxes.flaws & {"deep", "many"}:
        yield Finding("bomb", Level.LOOK, {"claimed": "ISO BMFF moov/moov/...", "limit": "12"})
    yield from _packer(seen)
    if seen.sort.kind is Kind.VIDEO and seen.clip is not None:
        yield from _times(seen)
    yield from _hidden(seen)


def _packer(seen: Seen) -> Iterator[Finding]:
    names = ("\xa9too", "\xa9swr", "\xa9enc", "encoder", "encoded_by", "software")
    for name in names:
        software = seen.said(name)
        if _PACKERS.search(software):
            # Loud only where the file also says it comes from a device or a place.
            claims = seen.device or seen.fix is not None or seen.said("com.android.version")
            level = Level.LOOK if claims else Level.NOTE
            yield Finding("video_remux", level, {"software": software})
            return


def _times(seen: Seen) -> Iterator[Finding]:
    stamps = list(_stamps(seen))
    unset = seen.boxes is not None and seen.boxes.created == 0
    if unset or not stamps:
        yield Finding("video_time_missing", Level.NOTE)
    length = timedelta(milliseconds=(seen.clip.duration_ms or 0) if seen.clip else 0)
    known = [(tag, utc) for tag, stamp in stamps if (utc := stamp.utc) is not None]
    for at, (tag, first) in enumerate(known):
        for other, second in known[at + 1 :]:
            yield from _differ((tag, first), (other, second), length)
    named = times.name_time(seen.name)
    if named is not None and known:
        tag, utc = known[0]
        # A name has the local time of the start or the end; any zone on earth may explain it.
        difference = named - utc.replace(tzinfo=None)
        if nearest_offset(difference) is None and nearest_offset(difference + length) is None:
            yield _mismatch((tag, utc), ("name", named.replace(tzinfo=UTC)), Level.NOTE)


def _stamps(seen: Seen) -> Iterator[tuple[str, Stamp]]:
    boxes = seen.boxes
    if boxes is not None:
        seconds = [("mvhd", boxes.created)]
        seconds += [("mdhd", track.media_created) for track in boxes.tracks]
        for tag, value in seconds:
            utc = times.mac_time(value)
            if utc is not None:
                yield tag, Stamp(utc.replace(tzinfo=None), 0)
    names = ["com.apple.quicktime.creationdate", "\xa9day"]
    if boxes is None:
        names += ["creation_time", "date"]
    for name in names:
        stamp = times.iso_time(seen.said(name))
        if stamp is not None:
            yield name, stamp


def _differ(
    one: tuple[str, datetime], other: tuple[str, datetime], length: timedelta
) -> Iterator[Finding]:
    difference = abs(one[1] - other[1])
    if difference <= length + _SLACK:
        return
    # Exactly a zone apart: somebody wrote local time where UTC belongs.
    zone = nearest_offset(difference) is not None
    yield _mismatch(one, other, Level.NOTE if zone else Level.LOOK)


def _mismatch(one: tuple[str, datetime], other: tuple[str, datetime], level: Level) -> Finding:
    minutes = round(abs(one[1] - other[1]).total_seconds() / 60)
    evidence = {
        "first_tag": one[0],
        "first": one[1].strftime("%Y-%m-%d %H:%M:%SZ"),
        "second_tag": other[0],
        "second": other[1].strftime("%Y-%m-%d %H:%M:%SZ"),
        "hours": str(minutes // 60),
        "minutes": str(minutes % 60),
    }
    return Finding("video_time_mismatch", level, evidence)


def _hidden(seen: Seen) -> Iterator[Finding]:
    tracks = [] if seen.boxes is None else seen.boxes.tracks
    skipped = [edit.begins for track in tracks for edit in track.edits if edit.begins > 0]
    hidden = max(skipped, default=0.0)
    if hidden >= _HIDDEN_SECONDS:
        yield Finding("edit_list", Level.LOOK, {"seconds": f"{hidden:.1f}"})
