# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for evidence: pages that miss nothing, and words that find what they say."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.model.claim import CaptureTime, Claim, Field, Source, ZoneBasis
from db.model.evidence import EvidenceCard, Facts, Health, Kind, Manner, Provenance, Road
from db.model.finding import Finding, Level
from db.store import admitting, browse, evidence
from db.store.browse import Filter, Order
from db.store.vault import Vault
from tests.fakes.small_vault import found, put
from tests.fakes.stopped_clock import StoppedClock

NAMES = (
    "b.jpg",
    "B.JPG",
    "a.jpg",
    "Ä.jpg",
    "é.jpg",
    "ß.jpg",
    "a.jpg",
    "a b.jpg",
    "_.jpg",
    "😀.jpg",
)
TIMES = (None, "2026-11-14T10:15:30", "2026-11-14T10:15:30", "1970-01-01T00:00:00", "bukan tanggal")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give forty items with names, sizes and times that repeat."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.store.vault.ROOM_FOR_BALLAST", 1 << 62)
        vault, _ = found(tmp_path_factory.mktemp("galeri") / "b", StoppedClock(tick_us=1000))
    names, times = itertools.cycle(NAMES), itertools.cycle(TIMES)
    for number in range(40):
        local = next(times)
        captured = local and CaptureTime(
            local, (None, 480)[number % 2], ZoneBasis.UNKNOWN, Source.EXIF
        )
        facts = Facts(
            (Kind.PHOTO, Kind.VIDEO, Kind.TEXT)[number % 3],
            "image/jpeg",
            claims=(Claim(Source.EXIF, Field.MODEL, f"Kamera {number % 4}", "EXIF Model"),),
            findings=(Finding("no_exif", Level.LOOK),) if number % 5 == 0 else (),
            captured=captured or None,
            words="balai desa kelurahan Kémayoran" if number % 2 else "",
        )
        manner = (Manner.DEVICE, Manner.WHATSAPP_PHOTO, Manner.CAPTURED)[number % 3]
        put(
            vault,
            b"%d" % number + b"x" * (number % 7),
            name=next(names),
            facts=facts,
            provenance=Provenance(manner),
        )
    yield vault
    vault.lock()


def walk(vault: Vault, order: Order, limit: int, wanted: Filter = browse.EVERYTHING) -> list[int]:
    numbers: list[int] = []
    last: EvidenceCard | None = None
    while cards := browse.page(vault, wanted, order, after=last, limit=limit):
        numbers += [card.number for card in cards]
        last = cards[-1]
    return numbers


@settings(max_examples=60)
@given(st.sampled_from(Order), st.integers(1, 45), st.booleans())
def test_pages_in_any_order_give_every_item_exactly_once(
    gallery: Vault,
    order: Order,
    limit: int,
    filtered: bool,  # noqa: FBT001 - drawn
) -> None:
    wanted = Filter(kinds=frozenset({Kind.PHOTO})) if filtered else browse.EVERYTHING
    numbers = walk(gallery, order, limit, wanted)
    assert numbers == walk(gallery, order, 1000, wanted)
    assert sorted(numbers) == [n for n in range(1, 41) if not filtered or (n - 1) % 3 == 0]
    assert len(numbers) == browse.count(gallery, wanted)


def test_the_newest_last_and_largest_come_first_and_names_from_a(gallery: Vault) -> None:
    def cards(order: Order) -> tuple[EvidenceCard, ...]:
        return browse.page(gallery, order=order, limit=100)

    assert [card.number for card in cards(Order.SEALED)] == list(range(40, 0, -1))
    sizes = [card.size for card in cards(Order.SIZE)]
    assert sizes == sorted(sizes, reverse=True)
    times = [
        card.sealed_us if card.captured_us is None else card.captured_us
        for card in cards(Order.CAPTURED)
    ]
    assert times == sorted(times, reverse=True)
    names = [card.name.lower() if card.name.isascii() else card.name for card in cards(Order.NAME)]
    assert names == sorted(names)
    assert list(browse.every(gallery)) == list(cards(Order.SEALED))


def test_new_items_do_not_disturb_a_page_that_was_begun(gallery: Vault) -> None:
    first = browse.page(gallery, limit=10)
    assert browse.page(gallery, after=first[-1], limit=10)[0].number == first[-1].number - 1


def find(gallery: Vault, text: str) -> int:
    return browse.count(gallery, Filter(text=text))


def test_words_are_found_whole_or_begun_without_their_accents_and_in_any_case(
    gallery: Vault,
) -> None:
    for text in ("balai desa", "DESA balai", "bal", "balai de", "kemayoran", "KÉMAYORAN", "kema"):
        assert find(gallery, text) == 20, text
    assert find(gallery, "bala desa") == 0  # only the last word may be unfinished
    assert find(gallery, "desa balai desa") == 20
    assert find(gallery, "balai tidakada") == 0
    assert find(gallery, "kamera 3") == 10
    assert find(gallery, "") == find(gallery, "   ") == 40


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', 'balai" OR "1', "NOT", "AND", "OR", "NEAR(balai desa)", "balai*", "*", "^balai",
        "name:balai", "(", ")", "-", "+", "balai - desa", "{", "a'b", ";", "\\", "%",
        "_", "balai\x00", "\x00", "\ud800", "balai \udcff", "😀", "ß", "٣", "\u202ebalai",
    ],
)  # fmt: skip
def test_signs_that_mean_something_to_a_search_engine_mean_nothing_here(
    gallery: Vault, text: str
) -> None:
    assert 0 <= find(gallery, text) <= 40


@given(st.text(max_size=12))
def test_whatever_is_typed_is_searched_for(gallery: Vault, text: str) -> None:
    assert 0 <= find(gallery, text) <= 40


def test_a_lone_sign_between_words_does_not_hide_what_they_find(gallery: Vault) -> None:
    assert find(gallery, "balai - desa") == 20


def test_filters_restrict_and_combine(gallery: Vault) -> None:
    def number(**parts: object) -> int:
        return browse.count(gallery, Filter(**parts))  # type: ignore[arg-type]  # passed on

    photos, videos = frozenset({Kind.PHOTO}), frozenset({Kind.VIDEO})
    assert number(kinds=photos) == 14
    assert number(kinds=photos | videos) == 27
    assert number(roads=frozenset({Road.RECEIVED})) == 13
    assert number(kinds=photos, roads=frozenset({Road.RECEIVED})) == 0
    assert number(loudest=Level.LOOK) == number(code="no_exif") == 8
    assert number(health=frozenset({Health.SEALED})) == 40
    assert number(health=frozenset({Health.DAMAGED})) == 0
    assert number(code="unheard_of") == 0
    assert browse.codes(gallery) == {"no_exif": 8}


def test_a_span_of_time_is_half_open_and_falls_back_on_the_time_of_sealing(
    gallery: Vault,
) -> None:
    cards = browse.page(gallery, limit=100)
    keys = sorted(c.sealed_us if c.captured_us is None else c.captured_us for c in cards)
    for bound in (keys[0], keys[11], keys[-1], keys[-1] + 1):
        since, until = Filter(since_us=bound), Filter(until_us=bound)
        assert browse.count(gallery, since) == sum(key >= bound for key in keys)
        assert browse.count(gallery, until) == sum(key < bound for key in keys)


def test_a_capture_time_without_a_zone_reads_in_the_laptops_and_nonsense_is_none() -> None:
    def of(local: str, offset: int | None) -> int | None:
        return admitting.captured_us(
            CaptureTime(local, offset, ZoneBasis.UNKNOWN, Source.EXIF), 480
        )

    assert of("1970-01-01T08:00:00", None) == 0
    assert of("1970-01-01T07:00:00", 420) == 0
    for nonsense in ("", "bukan", "2026-13-01T00:00:00", "9999-99-99"):
        assert of(nonsense, None) is None
    assert of("2026-11-14T10:15:30", 100_000) is None
    assert admitting.captured_us(None, 480) is None


def test_the_ledger_is_paged_newest_first(gallery: Vault) -> None:
    seqs: list[int] = []
    before: int | None = None
    while rows := browse.entries(gallery, before=before, limit=7):
        seqs += [row.seq for row in rows]
        before = rows[-1].seq
    assert seqs == list(range(gallery.head.size - 1, -1, -1))
    assert browse.entries(gallery, limit=1)[0].evidence_number == 40
    assert f"\n{gallery.head.size}\n" in browse.head_note(gallery)


def test_a_note_is_found_by_its_latest_words_and_the_file_by_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.vault.ROOM_FOR_BALLAST", 1 << 62)
    vault, _ = found(tmp_path / "b", StoppedClock(tick_us=1000))
    item = put(vault, b"x", name="rapat.jpg", facts=Facts(Kind.PHOTO, "image/jpeg", words="pleno"))
    assert evidence.read_note(vault, item) == ""
    evidence.write_note(vault, item, "saksi pertama")
    assert find(vault, "saksi") == find(vault, "pleno") == find(vault, "rapat") == 1
    evidence.write_note(vault, item, "ketua KPPS")
    assert find(vault, "saksi") == 0
    assert find(vault, "kpps") == find(vault, "pleno") == find(vault, "rapat") == 1
    assert evidence.read_note(vault, item) == "ketua KPPS"
    records = vault.db.execute("SELECT count(*) FROM record WHERE body LIKE '%saksi pertama%'")
    assert records.fetchone()[0] == 1  # what was written first stays in the record
    vault.lock()
