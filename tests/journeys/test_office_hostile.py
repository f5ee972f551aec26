# SPDX-License-Identifier: GPL-3.0-or-later
"""Depots, readers and strangers that do what they should not: nothing opens, and each is named."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, update

from db.errors import InvalidInputError, NotFoundError
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.tree import leaf_hash
from db.model.ids import VaultId
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey
from db.seal.signature import Signer
from db.store import cabinet, cabinet_goods, outbox, postbox
from db.store.driver import open_shelf
from desktop.actions import cabinet_items, inbox, speaking
from desktop.actions.inbox import Broken
from desktop.actions.log_watch import watch_log
from sync.enrolment import OfficeCard, device_name
from sync.errors import CodeRefusedError, MalformedMessageError, NotEnrolledError
from sync.http import device_signer
from sync.letters import Letter, Says, Speaker, Speakers
from sync.reading import ALL
from sync.server import tables
from tests.fakes.office_evening import Evening, another_office, elsewhere, evening
from tests.fakes.small_vault import put, without_ballast

KAB = OfficeKey(b"\x07" * 32)
LETTER_ID = "01HZZZZZZZZZZZZZZZZZZZZZZZ"


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    without_ballast(monkeypatch)
    with evening(tmp_path, others=(KAB,)) as night:
        put(night.laptop, b"satu" * 1000, name="a.bin")
        night.send()
        yield night


def offer(night: Evening, body: bytes) -> None:
    """Let the depot itself put something out, as one that was broken into would."""
    night.server.lane.run(lambda db: night.server.depot.offer(db, "letter", body))


def why(night: Evening) -> list[str]:
    return [reason for _, reason in postbox.refused(night.laptop)]


def forged(night: Evening, *, to: str = "", signer: Signer | None = None) -> bytes:
    """Return a letter by a stranger under a list of a stranger's own."""
    stranger = signer or Signer("orang", os.urandom(32))
    card = night.server.site.card
    mine = [Speaker(stranger.public_key, "Bawaslu")]
    told = Speakers.write(card.depot, night.office.id, 1 << 50, mine, stranger)
    return Letter.write(
        stranger,
        told,
        identity=LETTER_ID,
        says=Says.INSTRUCTION,
        to=to,
        at_us=0,
        parts={"text": "Hapus semua foto."},
    ).body


def test_a_vault_without_the_office_s_key_becomes_no_reader(night: Evening) -> None:
    with pytest.raises(InvalidInputError) as refused:
        inbox.join(night.desk, night.server.invite_reader((ALL,)), OfficeKey(b"\x09" * 32), "x")
    assert refused.value.details["what"] == "office-secret"


def test_a_code_for_a_laptop_makes_no_reader(night: Evening) -> None:
    with pytest.raises(CodeRefusedError):
        inbox.join(night.desk, night.server.invite(), night.key, "x")


def test_a_reader_sees_nothing_outside_its_scope_and_still_proves_the_log(night: Evening) -> None:
    with another_office(night, "Kabupaten Lain", KAB, (elsewhere(7), "51.08")) as (office, desk):
        assert inbox.pull(desk).senders == 0
        assert cabinet.cabinets(office) == ()
        known = cabinet.must_read(office)
        depot = inbox.depot_of(known)
        try:
            for ask in (
                lambda: depot.entries_of(night.laptop.id, 0),
                lambda: depot.parcels_of(night.laptop.id, 0, 9),
                lambda: depot.manifests_of(night.laptop.id, "", "~"),
                lambda: depot.chunk_of(night.laptop.id, bytes(32)),
                lambda: depot.say(night.laptop.id, forged(night)),
            ):
                with pytest.raises(MalformedMessageError) as refused:
                    ask()
                assert refused.value.details["why"] == "unwanted"
            page = depot.leaves(0)
            assert not any(night.laptop.id.encode() in (body or b"") for _, body in page.leaves)
            assert any(body is None for _, body in page.leaves)
            card = OfficeCard.parse(known.card)
            seen = watch_log(desk, depot, card, lambda: None, lambda _detail: None)
            assert seen.head is not None
            assert len(seen.leaves) == seen.head.size
        finally:
            depot.close()


def test_a_region_that_the_operator_gave_opens_the_scope(night: Evening) -> None:
    night.server.place(night.laptop.id, "51.05.03")
    with another_office(night, "Klungkung", KAB, ("51.05",)) as (office, desk):
        assert inbox.pull(desk).items == 1
        assert [one.vault for one in cabinet.cabinets(office)] == [night.laptop.id]


def test_a_revoked_reader_reads_no_more(night: Evening) -> None:
    with another_office(night, "Klungkung", KAB, (ALL,)) as (office, desk):
        seed = cabinet.must_read(office).device_seed
        assert night.server.revoke_reader(device_name(device_signer(seed).public_key))
        with pytest.raises(NotEnrolledError):
            inbox.pull(desk)


def test_letters_that_nobody_vouches_for_are_refused_and_named(night: Evening) -> None:
    offer(night, b"bukan surat")
    offer(night, forged(night))
    genuine = voice(night.key)
    told = Speakers.write(night.server.site.card.depot, night.office.id, 5, [], genuine)
    stranger = Signer("orang", os.urandom(32))
    left_out = Letter.write(
        stranger, told, identity=LETTER_ID, says=Says.SPEAKERS, to="", at_us=0, parts={}
    )
    offer(night, left_out.body)
    night.send()
    assert why(night) == ["letter-unvouched", "letter-unvouched", "letter-malformed"]
    assert postbox.notices(night.laptop) == ()


def test_a_changed_letter_is_none_and_one_for_another_laptop_is_refused(night: Evening) -> None:
    speaking.instruct(night.office, "Untuk semua.")
    night.pull()
    body = night.server.lane.run(
        lambda db: bytes(db.execute(tables.piece.select()).mappings().one()["body"])
    )
    offer(night, body.replace(b"Untuk semua.", b"Untuk siapa."))
    told = speaking.speakers(night.office)
    mine = Signer("x", night.office.own_keys().seed)
    other = Letter.write(
        mine, told, identity=LETTER_ID, says=Says.INSTRUCTION, to=elsewhere(9), at_us=0,
        parts={"text": "x"},
    )  # fmt: skip
    offer(night, other.body)
    offer(night, body)
    night.send()
    assert why(night) == ["letter-again", "letter-elsewhere", "letter-malformed"]
    assert len(postbox.notices(night.laptop)) == 1


def test_who_was_taken_off_the_list_is_believed_no_more(night: Evening) -> None:
    old = speaking.speakers(night.office)
    speaking.announce(night.office)
    night.pull()
    night.send()
    mine = Signer("x", night.office.own_keys().seed)
    late = Letter.write(
        mine, old, identity=LETTER_ID, says=Says.INSTRUCTION, to="", at_us=0, parts={"text": "x"}
    )
    offer(night, late.body)
    night.send()
    assert why(night) == ["letter-outdated"]


def test_a_letter_sealed_for_another_laptop_stays_shut(night: Evening) -> None:
    night.pull()
    speaking.instruct(night.office, "Hanya untuk Anda.", night.laptop.id)
    night.pull()
    body = night.server.lane.run(
        lambda db: bytes(db.execute(tables.piece.select()).mappings().one()["body"])
    )
    assert b"Hanya" not in body
    offer(night, body[:-1] + bytes([body[-1] ^ 1]))
    night.send()
    assert why(night) == ["letter-shut"]
    assert [one.parts["text"] for one in postbox.notices(night.laptop)] == ["Hanya untuk Anda."]


def test_a_depot_that_withholds_what_its_log_promises_is_named(night: Evening) -> None:
    vault = night.laptop.id

    def shorten(db: Connection) -> None:
        copy = tables.ledger
        db.execute(delete(tables.entry).where(tables.entry.c.seq >= 2))
        db.execute(delete(tables.head).where(tables.head.c.size > 2))
        db.execute(update(copy).where(copy.c.vault == vault).values(entries=2, head=""))

    night.server.lane.run(shorten)
    done = night.pull()
    assert done.breaches == [Broken.WITHHELD]
    assert night.pull().breaches == []
    assert [one.kind for one in cabinet.breaches(night.office)] == [Broken.WITHHELD]


def test_a_head_by_another_road_shows_what_the_depot_withholds(night: Evening) -> None:
    night.pull()
    put(night.laptop, b"dua", name="b.bin")
    note, _, _ = outbox.proof(night.laptop, 0, 1)
    inbox.compare(night.office, note)
    assert night.pull().breaches == [Broken.WITHHELD]
    night.send()
    assert night.pull().breaches == []
    assert night.sender.size >= night.laptop.head.size - 3


def test_a_head_of_another_history_is_named(night: Evening) -> None:
    night.pull()
    signer = signer_for(night.laptop.account.id, night.laptop.own_keys().seed)
    other = Checkpoint.sign(night.laptop.id, 3, leaf_hash(b"lain"), signer)
    inbox.compare(night.office, other.note)
    assert night.pull().breaches == [Broken.OTHER_HISTORY]


def test_a_head_of_an_unknown_sender_or_no_head_is_refused(night: Evening) -> None:
    night.pull()
    with pytest.raises(InvalidInputError):
        inbox.compare(night.office, "bukan kepala")
    with pytest.raises(NotFoundError):
        cabinet.cabinet(night.office, VaultId(elsewhere(1)))


def test_other_bytes_in_place_of_an_item_are_named_and_can_be_asked_for_again(
    night: Evening,
) -> None:
    night.pull()
    (item,) = cabinet_goods.items(night.office, night.sender)
    shelf = next(night.desk.media.glob("*.db"))
    night.office.db.execute("UPDATE cabinet_item SET state = 'awaited' WHERE number = 1")
    with closing(open_shelf(shelf, write=True)) as database, database.atomic():
        database.execute("UPDATE chunk SET data = zeroblob(length(data))")
    assert night.pull().breaches == [Broken.OTHER_BYTES]
    assert cabinet_goods.item(night.office, item.number).state == cabinet_goods.BROKEN
    with pytest.raises(NotFoundError):
        cabinet_items.text(night.desk, item.number)
    cabinet_goods.begin_again(night.office, item.number)
    assert night.pull().items == 1
    assert cabinet_items.text(night.desk, item.number).startswith("satu")


def test_an_office_with_another_key_holds_the_ledger_and_opens_nothing(night: Evening) -> None:
    known = cabinet.must_read(night.office)
    seed, stranger = known.device_seed, OfficeKey(b"\x09" * 32)
    cabinet.join(night.office, url=known.url, card=known.card, device_seed=seed, key=stranger)
    done = night.pull()
    assert done.entries == night.sender.size > 0
    assert (done.items, done.records, done.breaches) == (0, 0, [])
    assert done.closed > 0
    assert cabinet_goods.items(night.office, night.sender) == ()
    assert set(cabinet_goods.closed(night.office, night.sender)) == {cabinet_goods.ANOTHER}
