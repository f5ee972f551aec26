# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot that shows two logs is caught by a witness, and nobody can sign in a witness's name."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import DamagedError, InvalidInputError
from db.ledger.tree import EMPTY, leaf_hash, root
from db.seal.cosignature import Cosignature, Cosigner, WitnessKey, split
from sync import witness
from sync.checkpoint import LogHead, log_signer
from sync.errors import MalformedMessageError, UntrustedError
from sync.messages import Digest
from sync.receipts import Said, Statement, names_hash
from sync.server import tables, witnesses
from sync.server.serving import Serving
from sync.server.site import Site
from sync.witness import HttpRoad, Known, Memory, Verdict, look, meet, written_address
from sync.witnessing import Cosigned, Growth
from tests.fakes.live_depot import serving, site_at
from tests.fakes.memory_outbox import MemoryOutbox

NOW_S = 1_795_312_800
COSIGNER = Cosigner("bawaslu-badung", bytes(range(32)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as server:
        yield server


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    memory = Memory(tmp_path / "saksi")
    memory.cosigner("bawaslu-badung")
    return memory


def named(server: Serving, memory: Memory) -> Cosigner:
    cosigner = memory.cosigner("")
    server.lane.run(lambda db: witnesses.name(db, cosigner.key.written(), 1))
    return cosigner


def say(server: Serving, what: str) -> None:
    """Put one statement into the log."""
    outbox = MemoryOutbox(3)
    names = [what.encode().ljust(32, b".")]
    said = Statement(
        Said.ENROLLED, server.site.name, what.upper().ljust(16, "X"), outbox.vault, 1, 0,
        Digest(EMPTY.value), 1, names_hash(names),
    )  # fmt: skip
    server.lane.run(lambda db: server.depot.log.say(db, said))


def known_of(server: Serving) -> Known:
    return meet(written_address(server.site.url, server.site.card.pin))


def test_a_log_that_grows_is_signed_and_its_head_carries_the_signature(
    server: Serving, memory: Memory
) -> None:
    cosigner = named(server, memory)
    say(server, "a")
    first = look(memory, known_of(server), cosigner, NOW_S)
    say(server, "b")
    say(server, "c")
    (known,) = memory.logs()
    second = look(memory, known, cosigner, NOW_S + 60)
    assert (first.verdict, second.verdict) == (Verdict.FIRST, Verdict.GREW)
    shown = Cosigned.parse(server.lane.run(server.stand.checkpoint))
    assert shown.head.size == 3
    (one,) = shown.cosignatures
    assert one.by(cosigner.key, shown.text)
    assert one.time_s == NOW_S + 60


def test_a_head_that_moved_on_carries_no_signature_over_another_one(
    server: Serving, memory: Memory
) -> None:
    cosigner = named(server, memory)
    look(memory, known_of(server), cosigner, NOW_S)
    say(server, "a")
    assert not Cosigned.parse(server.lane.run(server.stand.checkpoint)).cosignatures


def test_a_depot_that_shows_two_logs_is_caught_with_both_heads_and_signed_no_more(
    tmp_path: Path, memory: Memory
) -> None:
    site = site_at(tmp_path / "depot")
    with serving(site) as server:
        cosigner = named(server, memory)
        say(server, "a")
        server.site.backup(tmp_path / "second")
        say(server, "b")
        say(server, "c")
        honest = look(memory, known_of(server), cosigner, NOW_S)
    twin = Site(
        tmp_path / "second", site.name, site.title, site.url, site.office_keys, site.seeds,
    )  # fmt: skip
    with serving(twin) as liar:
        for what in ("x", "y", "z"):
            say(liar, what)
        (known,) = memory.logs()
        caught = look(memory, known, cosigner, NOW_S + 60)
        again = look(memory, known, cosigner, NOW_S + 120)
    assert (honest.verdict, caught.verdict, again.verdict) == (
        Verdict.FIRST, Verdict.FORKED, Verdict.FORKED,
    )  # fmt: skip
    (proof,) = (tmp_path / "saksi").glob("*-forked-*.txt")
    assert honest.shown in proof.read_text()
    assert caught.shown in proof.read_text()
    with serving(site) as back:
        (known,) = memory.logs()
        assert look(memory, known, cosigner, NOW_S).verdict is Verdict.FORKED
        kept = back.lane.run(witnesses.witnesses)
    assert [one.time_s for one in kept] == [NOW_S]


def test_a_log_put_back_in_silence_is_shrunk_and_one_that_says_so_waits_for_a_person(
    tmp_path: Path, memory: Memory
) -> None:
    site = site_at(tmp_path / "depot")
    with serving(site) as server:
        cosigner = named(server, memory)
        say(server, "a")
        server.site.backup(tmp_path / "copy")
        say(server, "b")
        look(memory, known_of(server), cosigner, NOW_S)
    for name in ("depot.db", "depot.db-wal", "depot.db-shm"):
        (site.folder / name).unlink(missing_ok=True)
    shutil.copy2(tmp_path / "copy" / "depot.db", site.folder / "depot.db")
    with serving(site) as server:
        (known,) = memory.logs()
        assert look(memory, known, cosigner, NOW_S).verdict is Verdict.SHRUNK
        server.lane.run(server.depot.restored)
        assert look(memory, known, cosigner, NOW_S).verdict is Verdict.RESTORED
        agreed = look(memory, known, cosigner, NOW_S, restored=True)
    assert agreed.verdict is Verdict.GREW


def test_a_witness_that_lost_its_memory_finds_it_in_its_own_signature(
    tmp_path: Path, memory: Memory
) -> None:
    site = site_at(tmp_path / "depot")
    with serving(site) as server:
        cosigner = named(server, memory)
        say(server, "a")
        say(server, "b")
        look(memory, known_of(server), cosigner, NOW_S)
        for path in (tmp_path / "saksi").glob("*.json"):
            path.unlink()
        assert look(memory, known_of(server), cosigner, NOW_S).verdict is Verdict.RECALLED
        for path in (tmp_path / "saksi").glob("*.json"):
            path.unlink()

        def forge(db: tables.Connection) -> None:
            for table in (tables.leaf, tables.node):
                db.execute(table.delete())

        server.lane.run(forge)
        for what in ("x", "y", "z"):
            say(server, what)
        assert look(memory, known_of(server), cosigner, NOW_S).verdict is Verdict.FORKED


def test_a_wrong_signature_is_not_kept(server: Serving, memory: Memory) -> None:
    cosigner = named(server, memory)
    head = server.lane.run(server.depot.log.head)
    text = head.note.partition("\n\n")[0] + "\n"
    road = HttpRoad(known_of(server))
    good = cosigner.sign(text, NOW_S)
    raw = bytearray(base64.b64decode(good.line.split(" ")[2]))
    raw[-1] ^= 1
    flipped = f"{good.line.rpartition(' ')[0]} {base64.b64encode(raw).decode()}"
    stranger = Cosigner("orang-lain", bytes(32)).sign(text, NOW_S)
    posing = Cosigner("bawaslu-badung", bytes(32)).sign(text, NOW_S)
    other = cosigner.sign(text.replace("\n0\n", "\n7\n"), NOW_S)
    for line in (flipped, stranger.line, posing.line, other.line):
        status, _ = road.ask("POST", "/log/cosignatures", (head.note + line + "\n").encode(), 9000)
        assert status == 403, line
    foreign = LogHead.sign(head.depot, 1, 0, head.root, log_signer(head.depot, bytes(32)))
    told = foreign.note + good.line + "\n"
    assert road.ask("POST", "/log/cosignatures", told.encode(), 9000)[0] == 400
    assert road.ask("POST", "/log/cosignatures", b"\xff", 9000)[0] == 400
    (kept,) = server.lane.run(witnesses.witnesses)
    assert kept.last is None


def test_an_older_signature_never_takes_the_place_of_a_newer_one(
    server: Serving, memory: Memory
) -> None:
    cosigner = named(server, memory)
    first = server.lane.run(server.depot.log.head)
    say(server, "a")
    look(memory, known_of(server), cosigner, NOW_S)
    text = first.note.partition("\n\n")[0] + "\n"
    said = first.note + cosigner.sign(text, NOW_S + 9).line + "\n"
    road = HttpRoad(known_of(server))
    assert road.ask("POST", "/log/cosignatures", said.encode(), 9000)[0] == 409


def test_a_witness_that_nobody_named_is_told_so_and_remembers_all_the_same(
    server: Serving, memory: Memory
) -> None:
    found = look(memory, known_of(server), memory.cosigner(""), NOW_S)
    assert found.verdict is Verdict.UNWANTED
    assert memory.logs()[0].note == found.shown


def test_a_log_is_met_only_under_the_mark_of_its_office(server: Serving, tmp_path: Path) -> None:
    url = server.site.url
    for address in (url, f"{url}#", f"{url}#{'0' * 31}", f"{url}#{'g' * 32}"):
        with pytest.raises(InvalidInputError):
            meet(address)
    with pytest.raises(InvalidInputError):
        meet(f"{url}#{'0' * 32}")
    with serving(site_at(tmp_path / "other")) as other:
        known = known_of(server)
        moved = Known(
            known.depot, known.title, other.site.url, known.pin, known.ca, known.log_key, ""
        )
        with pytest.raises(UntrustedError):
            HttpRoad(moved).ask("GET", "/log/growth?old=0", b"", 9000)


def test_tiles_hold_the_hashes_that_make_the_root(server: Serving) -> None:
    for what in ("a", "b", "c", "d", "e"):
        say(server, what)
    road = HttpRoad(known_of(server))
    status, body = road.ask("GET", "/log/tile/0/000.p/5", b"", 9000)
    head = server.lane.run(server.depot.log.head)
    leaves = [body[at : at + 32] for at in range(0, len(body), 32)]
    assert (status, root(leaves)) == (200, head.root)
    for where in ("0/000", "0/001.p/1", "0/000.p/6", "9/000.p/1", "0/0.p/1", "0/../000.p/5"):
        assert road.ask("GET", f"/log/tile/{where}", b"", 9000)[0] in {400, 404}, where


def test_a_witness_keeps_its_name_and_key(memory: Memory, tmp_path: Path) -> None:
    assert memory.cosigner("bawaslu-badung").key == memory.cosigner("").key
    with pytest.raises(InvalidInputError):
        memory.cosigner("lain")
    for name in ("", "dua kata", "a+b", "x" * 61):
        with pytest.raises(InvalidInputError):
            Memory(tmp_path / "baru").cosigner(name)
    assert not (tmp_path / "baru" / witness.KEY).exists()


def test_what_a_witness_remembers_is_not_believed_when_it_is_damaged(
    server: Serving, memory: Memory, tmp_path: Path
) -> None:
    look(memory, known_of(server), memory.cosigner(""), NOW_S)
    (path,) = (tmp_path / "saksi").glob("*.json")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DamagedError):
        memory.logs()


def test_no_more_witnesses_are_named_than_are_listened_to(server: Serving) -> None:
    for at in range(witnesses.MOST):
        written = Cosigner(f"saksi-{at}", bytes([at]) * 32).key.written()
        server.lane.run(lambda db, told=written: witnesses.name(db, told, 1))
    one_more = Cosigner("satu-lagi", b"z" * 32).key.written()
    with pytest.raises(witnesses.TooManyWitnessesError):
        server.lane.run(lambda db: witnesses.name(db, one_more, 1))
    assert server.lane.run(lambda db: witnesses.forget(db, "saksi-0"))
    server.lane.run(lambda db: witnesses.name(db, one_more, 1))


@given(st.binary(max_size=300))
def test_bytes_that_are_no_growth_are_refused(body: bytes) -> None:
    with pytest.raises(MalformedMessageError):
        Growth.parse(body)


@given(st.text(max_size=300))
def test_text_that_is_no_cosignature_or_key_is_refused(text: str) -> None:
    with pytest.raises(DamagedError):
        Cosignature.read(text)
    with pytest.raises(DamagedError):
        WitnessKey.read(text)


@given(st.integers(0, 2**53 - 1), st.integers(0, 700))
def test_any_flipped_bit_of_a_cosignature_is_noticed(time_s: int, bit: int) -> None:
    text = "segel.id/depot/x/1\n0\nAAAA\n"
    line = COSIGNER.sign(text, time_s).line
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[bit // 8 % len(raw)] ^= 1 << bit % 8
    changed = f"{line.rpartition(' ')[0]} {base64.b64encode(raw).decode()}"
    with suppress(DamagedError):
        assert not Cosignature.read(changed).by(COSIGNER.key, text)


def test_a_cosignature_is_the_one_of_the_specification() -> None:
    """The bytes that are signed, and the hash of the key, as c2sp.org/tlog-cosignature says."""
    text = "example.com/log\n7\n" + base64.b64encode(leaf_hash(b"").value).decode() + "\n"
    one = COSIGNER.sign(text, 1679315147)
    assert one.by(WitnessKey.read(COSIGNER.key.written()), text)
    assert not one.by(COSIGNER.key, text.replace("7", "8"))
    told, lines = split(f"{text}\n{one.line}\n")
    assert (told, lines) == (text, (one.line,))
