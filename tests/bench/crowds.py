# SPDX-License-Identifier: GPL-3.0-or-later
"""A real vault with a hundred thousand small items, entered by the code that enters real ones."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from PIL import Image

from db.model.claim import CaptureTime, Claim, Field, Position, Source, ZoneBasis
from db.model.evidence import Facts, Kind, Manner, Provenance
from db.model.finding import Finding, Level
from db.model.ids import EvidenceId
from db.seal import derive
from db.store import admitting, shelves
from db.store.admitting import Admission
from db.store.fresh import new_id
from db.store.loading import Boxed, Loader
from db.store.shelves import Writer
from tests.bench import ground
from tests.bench.ground import Place
from tests.bench.rounds import say

BATCH: Final = 2000
PICTURE: Final = (320, 240)
THUMBNAILS: Final = 50
FIRST_DAY: Final = datetime(2026, 9, 1, tzinfo=UTC)
SECONDS: Final = 75 * 24 * 3600
MODELS: Final = ("SM-A155F", "CPH2591", "V2247", "23106RN0DA", "iPhone 13", "TECNO KJ5")
PLACES: Final = ("Sentani", "Abepura", "Waena", "Arso", "Skouw", "Genyem", "Demta", "Nimbokrang")
FIRST_WORDS: Final = ("IMG", "VID", "WhatsApp Image", "DOC", "foto tps", "rekaman", "C1", "plano")
CODES: Final = ("time_differs", "no_metadata", "editor_trace", "whatsapp_name", "gps_impossible")
SYLLABLES: Final = ("ba", "ka", "sa", "ra", "ma", "ti", "lu", "ngo", "pe", "da", "wi", "su", "ne")


def vocabulary(chance: random.Random, count: int = 4000) -> list[str]:
    """Return made-up words; the first are used far more often than the last."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(words)


def fill(made: Place, count: int, seed: int) -> None:
    """Enter `count` items with thumbnails of about 6 kB, words, claims and some findings."""
    chance = random.Random(seed)  # noqa: S311 - made-up items, no secret
    words = vocabulary(chance)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    pictures = [_picture(number) for number in range(THUMBNAILS)]
    for start in range(0, count, BATCH):
        say(f"entering items {start:,} to {min(start + BATCH, count):,} of {count:,}")
        numbers = range(start, min(start + BATCH, count))
        facts = [
            _facts(chance, " ".join(chance.choices(words, weights, k=35)), pictures)
            for _ in numbers
        ]
        _enter(
            made, [(_name(chance, number), one) for number, one in zip(numbers, facts, strict=True)]
        )


def _enter(made: Place, items: list[tuple[str, Facts]]) -> None:
    vault = made.vault
    with vault.changing() as records:
        room = shelves.allot(records, large=False)
    with Writer(made.desk.media, room) as writer:
        loader = Loader(made.desk.media, vault.id, writer, lambda: room)
        admissions = [
            Admission(_box(made, loader, name), name, _road(number), facts)
            for number, (name, facts) in enumerate(items)
        ]
        filled = loader.finish()
    admitting.admit(vault, admissions, filled)


def _box(made: Place, loader: Loader, name: str) -> Boxed:
    identity = EvidenceId(new_id(made.vault.now()))
    content = BytesIO(f"{identity} {name}".encode())
    return loader.load(content, identity, derive.new_key(), expected=len(content.getvalue()))


def _road(number: int) -> Provenance:
    return Provenance(Manner.WHATSAPP_PHOTO, "Saksi") if number % 7 == 0 else ground.PLAIN


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(FIRST_WORDS)}_{chance.randint(1, 900):03d}_{number:06d}.jpg"


def _facts(chance: random.Random, text: str, pictures: list[bytes]) -> Facts:
    taken = FIRST_DAY + timedelta(seconds=chance.randrange(SECONDS))
    local = taken.strftime("%Y-%m-%dT%H:%M:%S")
    kind = chance.choices((Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.DOCUMENT), (80, 12, 3, 5))[0]
    findings = tuple(
        Finding(code, chance.choice((Level.LOOK, Level.NOTE)), {})
        for code in chance.sample(CODES, chance.choices((0, 1, 2), (70, 25, 5))[0])
    )
    lat = chance.randrange(-30_000_000, -20_000_000)
    lon = chance.randrange(1_400_000_000, 1_410_000_000)
    return Facts(
        kind=kind,
        media_type="image/jpeg",
        claims=(
            Claim(Source.EXIF, Field.CAPTURED, f"{local}+09:00", "EXIF DateTimeOriginal"),
            Claim(Source.EXIF, Field.MODEL, chance.choice(MODELS), "Image Model"),
        ),
        findings=findings,
        captured=CaptureTime(local, 540, ZoneBasis.STATED, Source.EXIF)
        if chance.random() < 0.85
        else None,
        position=Position(lat, lon, 8, Source.GPS) if chance.random() < 0.6 else None,
        width=4000,
        height=3000,
        thumbnail=chance.choice(pictures),
        likeness=chance.getrandbits(63),
        words=f"TPS {chance.randint(1, 900):03d} {chance.choice(PLACES)} {text}",
    )


def _picture(number: int) -> bytes:
    """Return a thumbnail of about 6 kB."""
    tint = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    grain = Image.effect_noise(PICTURE, 20)
    flat = Image.new("L", PICTURE, tint[0])
    picture = Image.merge("RGB", (grain, Image.blend(grain, flat, 0.6), flat))
    out = BytesIO()
    picture.save(out, "JPEG", quality=40)
    return out.getvalue()


def searches(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield what people type, each with the kind of search it is."""
    chance = random.Random(seed)  # noqa: S311 - words, no secret
    words = vocabulary(random.Random(seed))  # noqa: S311 - the same words as in `fill`
    for _ in range(count):
        often, seldom = words[chance.randrange(20)], words[chance.randrange(400, 4000)]
        yield "one word in every item", "tps"
        yield "one common word", often
        yield "one rare word", seldom
        yield "two words", f"{chance.choice(PLACES)} {often}"
        yield "three words", f"tps {often} {seldom[:3]}"
        yield "the beginning of a word", seldom[: chance.randint(2, 3)]
        yield "a file's number", f"{chance.randrange(100_000):06d}"
