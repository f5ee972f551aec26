# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examiner over a labelled folder and prints where it and the labels disagree.

    python tests/intake/corpus.py FOLDER

FOLDER holds a MANIFEST.csv with the columns `file`, `category` and `expected_findings`.
"""

import csv
import json
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a program, too

from db.intake import provenance
from db.intake.isolate import Examiner, Surroundings
from db.intake.wording import WORDINGS, sentence
from db.model.claim import Field, Position, Source
from db.model.evidence import Facts
from db.model.finding import Level

# The labels were made for a person working near Jayapura in November 2026.
DISTRICT = Position(-25_337_000, 1_407_181_000, None, Source.STRUCTURE)
AROUND = Surroundings(
    now=datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
    zone_minutes=540,
    district=DISTRICT,
    district_radius_m=30_000,
)
UNTOUCHED = frozenset({"foto-asli", "heic", "orientasi", "video"})
# Positions of photos taken elsewhere in the world say nothing about a district in Papua.
_ELSEWHERE = Surroundings(now=AROUND.now, zone_minutes=AROUND.zone_minutes)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Row:
    """One labelled file and what the examiner said of it."""

    file: str
    category: str
    label: str
    facts: Facts
    seconds: float

    @property
    def expected(self) -> set[str]:
        """Return the codes a label names; remarks that are no codes are left out."""
        names = set(re.findall(r"[a-z0-9_]+", re.sub(r"\([^)]*\)", "", self.label)))
        if not provenance.installed() and names & {"c2pa_valid", "c2pa_invalid"}:
            names = {"c2pa_present"}  # without the optional component, more cannot be said
        return {name for name in names if name in WORDINGS}

    @property
    def found(self) -> set[str]:
        """Return the codes found."""
        return {finding.code for finding in self.facts.findings}


def examine(folder: Path, examiner: Examiner) -> Iterator[Row]:
    """Yield every file of the manifest with what was found."""
    with (folder / "MANIFEST.csv").open(encoding="utf-8", newline="") as lines:
        labels = list(csv.DictReader(lines))
    for label in labels:
        path = folder / label["file"]
        around = AROUND if label["category"].startswith("buatan") else _ELSEWHERE
        began = time.perf_counter()
        facts = look(examiner, path, around)
        seconds = time.perf_counter() - began
        yield Row(label["file"], label["category"], label["expected_findings"], facts, seconds)


def look(examiner: Examiner, path: Path, around: Surroundings) -> Facts:
    """Examine one file on disk."""
    with path.open("rb") as file:

        def read_at(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        return examiner.look(read_at, path.stat().st_size, path.name, around=around)


def by_exiftool(path: Path) -> dict[str, str]:
    """Return exiftool's reading of one file, numbers unrounded, all as text."""
    run = subprocess.run(
        ["exiftool", "-j", "-n", "-api", "QuickTimeUTC=0", str(path)],
        capture_output=True,
        check=False,
        timeout=240,
    )
    text = run.stdout.decode("utf-8", errors="replace")
    tags = json.loads(text, parse_float=str, parse_int=str)[0] if text.strip() else {}
    return {name: str(value) for name, value in tags.items()}


def by_ffprobe(path: Path) -> dict[str, str]:
    """Return ffprobe's reading of one file: duration, dimensions, codecs."""
    command = ["ffprobe", "-v", "quiet", "-show_format", "-show_streams", "-of", "json", str(path)]
    run = subprocess.run(command, capture_output=True, check=False, timeout=240)
    report = json.loads(run.stdout or b"{}")
    streams = report.get("streams", [])
    video = next((one for one in streams if one.get("codec_type") == "video"), {})
    audio = next((one for one in streams if one.get("codec_type") == "audio"), {})
    found = {
        "duration": report.get("format", {}).get("duration"),
        "width": video.get("width"),
        "height": video.get("height"),
        "codec": video.get("codec_name"),
        "audio": audio.get("codec_name"),
    }
    return {name: str(value) for name, value in found.items() if value is not None}


def disagreements(path: Path, facts: Facts) -> Iterator[tuple[str, str, str, bool]]:
    """Yield (what, ours, theirs, agree) wherever both we and a public tool speak."""
    theirs = by_exiftool(path)
    yield from _texts(facts, theirs)
    yield from _times(facts, theirs)
    yield from _place(facts, theirs)
    if facts.media_type.startswith(("video/", "audio/")):
        yield from _stream(facts, by_ffprobe(path))


def _claims(facts: Facts, field: Field, *sources: Source) -> list[str]:
    return [one.value for one in facts.claims if one.field is field and one.source in sources]


def _texts(facts: Facts, theirs: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    sources = (Source.EXIF, Source.CONTAINER)
    for field, name in ((Field.MAKE, "Make"), (Field.MODEL, "Model")):
        ours, other = _claims(facts, field, *sources), theirs.get(name, "").strip()
        if ours and other:
            yield name, ours[0], other, other in ours
    ours = _claims(facts, Field.ORIENTATION, Source.EXIF)
    if ours and "Orientation" in theirs and facts.media_type != "image/heic":
        yield "Orientation", ours[0], theirs["Orientation"], ours[0] == theirs["Orientation"]
    ours = _claims(facts, Field.DIMENSIONS, Source.STRUCTURE)
    if ours and facts.media_type.startswith("image/") and "ImageSize" in theirs:
        other = "x".join(theirs["ImageSize"].split())
        yield "ImageSize", ours[0], other, ours[0] == other


def _times(facts: Facts, theirs: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    for field, name, zone in (
        (Field.CAPTURED, "DateTimeOriginal", "OffsetTimeOriginal"),
        (Field.DIGITISED, "CreateDate", "OffsetTimeDigitized"),
        (Field.MODIFIED, "ModifyDate", "OffsetTime"),
    ):
        ours, other = _claims(facts, field, Source.EXIF), theirs.get(name, "")
        if ours and other:
            yield name, ours[0][:19], _iso(other), _iso(other) in {one[:19] for one in ours}
            if zone in theirs and len(ours[0]) > 19:
                same = ours[0][19:].replace("Z", "+00:00") == theirs[zone].replace("Z", "+00:00")
                yield zone, ours[0][19:], theirs[zone], same
    ours = _claims(facts, Field.CAPTURED, Source.GPS)
    if ours and "GPSDateTime" in theirs:
        yield (
            "GPSDateTime",
            ours[0][:19],
            _iso(theirs["GPSDateTime"]),
            (ours[0][:19] == _iso(theirs["GPSDateTime"])),
        )
    if facts.media_type.startswith("video/"):
        ours = [one.value for one in facts.claims if one.tag == "mvhd creation_time"]
        other = theirs.get("CreateDate", "")
        if ours and len(other) == len("2026:11:14 10:15:30"):
            yield "CreateDate", ours[0][:19], _iso(other), ours[0][:19] == _iso(other)


def _iso(text: str) -> str:
    return text[:10].replace(":", "-") + "T" + text[11:19]


def _place(facts: Facts, theirs: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    ours = _claims(facts, Field.POSITION, Source.GPS, Source.CONTAINER)
    if ours and theirs.get("GPSLatitude") and theirs.get("GPSLongitude"):
        other = theirs["GPSLatitude"], theirs["GPSLongitude"]
        try:
            near = all(
                abs(float(a) - float(b)) < 2e-6
                for a, b in zip(ours[0].split(","), other, strict=True)
            )
        except ValueError:
            near = False
        yield "GPSPosition", ours[0], ",".join(other), near
    ours = _claims(facts, Field.ACCURACY, Source.GPS)
    if ours and "GPSHPositioningError" in theirs:
        other_error = theirs["GPSHPositioningError"]
        yield (
            "GPSHPositioningError",
            ours[0],
            other_error,
            (0 <= int(ours[0]) - float(other_error) < 1.01),
        )


def _stream(facts: Facts, theirs: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    ours = _claims(facts, Field.DURATION, Source.CONTAINER)
    if ours and "duration" in theirs:
        near = abs(float(ours[0]) - float(theirs["duration"])) < 0.05
        yield "duration", ours[0], theirs["duration"], near
    ours = _claims(facts, Field.DIMENSIONS, Source.STRUCTURE)
    if ours and "width" in theirs:
        other = f"{theirs['width']}x{theirs['height']}"
        yield "dimensions", ours[0], other, ours[0] == other
    codecs = _claims(facts, Field.CODEC, Source.STRUCTURE)
    for name in ("codec", "audio"):
        if codecs and name in theirs:
            yield name, ",".join(codecs), theirs[name], theirs[name] in codecs


def _report(folder: Path) -> int:
    """Print everything; return 1 if a label is missed or an untouched file is called loud."""
    with Examiner() as examiner:
        rows = list(examine(folder, examiner))
    bad = 0
    agreed, compared = Counter[str](), Counter[str]()
    tools = shutil.which("exiftool") and shutil.which("ffprobe")
    for row in rows:
        missing = row.expected - row.found
        loud = {one.code for one in row.facts.findings if one.level is Level.LOOK}
        if missing:
            bad += 1
            _say(f"MISSED  {row.file}: {sorted(missing)}; found {sorted(row.found)}")
        if row.category in UNTOUCHED and loud and "(alami" not in row.label:
            bad += 1
            _say(f"LOUD    {row.file}: {sorted(loud)}; label {row.label!r}")
        if row.category.startswith("rusak") and not row.found:
            _say(f"SILENT  {row.file}: {row.facts.kind.value} {row.facts.media_type}")
        for finding in row.facts.findings:
            sentence(finding, "id")
            sentence(finding, "en")
        if tools and not row.category.startswith("rusak"):
            for what, ours, theirs, agree in disagreements(folder / row.file, row.facts):
                compared[what] += 1
                agreed[what] += agree
                if not agree:
                    _say(f"DIFFERS {row.file}: {what}: {ours} / {theirs}")
    failed = Counter(
        finding.code
        for row in rows
        for finding in row.facts.findings
        if finding.code in {"parser_failed", "parser_timeout", "source_lost"}
    )
    _say(f"{len(rows)} files, {bad} disagreements with labels, child troubles {dict(failed)}")
    for what in sorted(compared):
        _say(f"  {what}: {agreed[what]} of {compared[what]} agree")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    _say(f"  the largest child process had {peak} MB resident")
    for row in sorted(rows, key=lambda row: -row.seconds)[:8]:
        _say(f"  {row.seconds * 1000:7.0f} ms  {row.file}")
    return 1 if bad else 0


def _table(folder: Path) -> None:
    with Examiner() as examiner:
        for row in examine(folder, examiner):
            found = " ".join(
                f"{one.code}{'!' if one.level is Level.LOOK else ''}" for one in row.facts.findings
            )
            _say(f"{row.file} [{row.label}] -> {found}")


def _say(line: str) -> None:
    sys.stdout.write(line.encode("utf-8", "backslashreplace").decode() + "\n")


if __name__ == "__main__":
    if "--table" in sys.argv[2:]:
        _table(Path(sys.argv[1]))
    else:
        sys.exit(_report(Path(sys.argv[1])))
