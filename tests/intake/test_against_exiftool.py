# SPDX-License-Identifier: GPL-3.0-or-later
"""Claims agree with two independent programs wherever both speak."""

import shutil
from pathlib import Path

import pytest

from db.intake.isolate import Examiner
from tests.intake import corpus

SAMPLES = Path(__file__).parents[1] / "samples"
PHOTOS = {".jpg", ".heic", ".png", ".webp", ".tif", ".dng", ".gif"}
FILMS = {".mp4", ".mov", ".3gp", ".mkv", ".webm", ".avi"}
SOUNDS = {".m4a", ".mp3", ".ogg", ".opus", ".wav", ".amr", ".flac"}
READABLE = sorted(
    path.name for path in SAMPLES.iterdir() if path.suffix.lower() in PHOTOS | FILMS | SOUNDS
)


@pytest.mark.parametrize("name", READABLE)
def test_claims_agree_with_exiftool_and_ffprobe_wherever_both_speak(
    examiner: Examiner, name: str
) -> None:
    missing = [tool for tool in ("exiftool", "ffprobe") if shutil.which(tool) is None]
    if missing:
        pytest.skip(
            f"{' and '.join(missing)} not installed: apt install libimage-exiftool-perl ffmpeg"
        )
    path = SAMPLES / name
    facts = corpus.look(examiner, path, corpus.AROUND)
    differing = [
        f"{what}: ours {ours}, theirs {theirs}"
        for what, ours, theirs, agree in corpus.disagreements(path, facts)
        if not agree
    ]
    assert not differing
