# SPDX-License-Identifier: GPL-3.0-or-later
"""People on one laptop: in, changed, forgotten, out; and each sees what is theirs to see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model.evidence import Facts, Kind
from db.model.finding import Finding, Level
from db.model.ids import AccountId
from db.model.people import Role
from db.seal import keyring
from db.store import accounts, browse, custodian, disclosure, evidence, jobs
from db.store.browse import Filter
from db.store.vault import Person, Vault, doors
from tests.fakes.small_vault import (
    CHAIR,
    TOOL,
    add,
    bytes_of,
    enter,
    found,
    put,
    reopen,
    without_ballast,
)
from tests.fakes.stopped_clock import StoppedClock

NEW = "kata sandi yang baru"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Vault, str]]:
    without_ballast(monkeypatch)
    vault, code = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault, code
    vault.abandon()


@pytest.fixture
def vault(made: tuple[Vault, str]) -> Vault:
    return made[0]


def clean(vault: Vault) -> bool:
    return custodian.examine_records(vault) == () and custodian.examine_files(vault) == ()


def with_code(vault: Vault, code: str) -> Vault:
    return Vault.unlock_with_code(vault.folder.path, code, now=vault.now, tool=TOOL)


def test_everyone_gets_in_with_their_own_passphrase_and_signs_their_own_acts(
    vault: Vault,
) -> None:
    people = [
        (add(vault, role, role.value, f"sandi {role.value}"), role)
        for role in Role
        if role is not Role.RECOVERY
    ]
    vault.lock()
    assert [(door.label, door.role) for door in doors(vault.folder.path)] == [
        ("Ketua", Role.CHAIR),
        *((role.value, role) for _, role in people),
    ]
    for account, role in people:
        opened = enter(vault, account, f"sandi {role.value}")
        assert (opened.account.role, opened.account.name) == (role, f"Nama {role.value}")
        with pytest.raises(WrongPassphraseError):
            accounts.confirm(opened, CHAIR.passphrase)
        accounts.confirm(opened, f"sandi {role.value}")
        opened.lock()
    opened = enter(vault, vault.account.id, CHAIR.passphrase)
    assert clean(opened)
    who = {row.who for row in browse.entries(opened) if row.act == Act.UNLOCKED}
    assert who == {account for account, _ in people} | {opened.account.id}
    opened.lock()


@pytest.mark.parametrize(
    "person",
    [
        Person("x", "Ketua", Role.STAFF, NEW),
        Person("x", " Ketua ", Role.STAFF, NEW),
        Person("x", "", Role.STAFF, NEW),
        Person("x", "x" * 41, Role.STAFF, NEW),
        Person("x", "Lembar", Role.RECOVERY, NEW),
        Person("x", "Staf", Role.STAFF, "pendek"),
    ],
)
def test_a_label_in_use_the_sheets_role_and_a_short_passphrase_are_refused(
    vault: Vault, person: Person
) -> None:
    size = vault.head.size
    with pytest.raises(InvalidInputError):
        accounts.add(vault, person)
    assert vault.head.size == size


def test_a_vault_never_takes_more_accounts_than_it_can_open_with(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.accounts.SLOT_LIMIT", 3)
    add(vault, Role.STAFF, "Staf", NEW)
    with pytest.raises(InvalidInputError):
        add(vault, Role.STAFF, "Staf 2", NEW)
    reopen(vault).lock()


def test_only_the_chair_and_the_sheet_change_accounts(vault: Vault) -> None:
    staff = add(vault, Role.STAFF, "Staf", NEW)
    vault.lock()
    opened = enter(vault, staff, NEW)
    chair = vault.account.id
    for change in (
        lambda: add(opened, Role.STAFF, "Lain", NEW),
        lambda: accounts.reset_passphrase(opened, chair, NEW),
        lambda: accounts.close(opened, chair),
        lambda: accounts.new_recovery_code(opened),
    ):
        with pytest.raises(NotPermittedError):
            change()
    opened.lock()


def test_a_changed_passphrase_replaces_the_old_one_and_touches_no_item(vault: Vault) -> None:
    item = put(vault, b"tetap")
    with pytest.raises(WrongPassphraseError):
        accounts.change_passphrase(vault, "bukan yang lama", NEW)
    with pytest.raises(InvalidInputError):
        accounts.change_passphrase(vault, CHAIR.passphrase, "pendek")
    shelf = (vault.folder.media / "0001.db").read_bytes()
    key = vault.account.public_key
    accounts.change_passphrase(vault, CHAIR.passphrase, NEW)
    accounts.confirm(vault, NEW)
    vault.lock()
    with pytest.raises(WrongPassphraseError):
        enter(vault, vault.account.id, CHAIR.passphrase)
    opened = enter(vault, vault.account.id, NEW)
    assert opened.account.public_key == key
    assert (vault.folder.media / "0001.db").read_bytes() == shelf
    assert bytes_of(opened, item) == b"tetap"
    assert clean(opened)
    opened.lock()


def test_the_chair_gives_a_forgetful_person_a_new_passphrase_and_the_ledger_says_so(
    vault: Vault,
) -> None:
    staff = AccountId(add(vault, Role.STAFF, "Staf", "sandi yang terlupa"))
    vault.lock()
    opened = enter(vault, staff, "sandi yang terlupa")
    put(opened, b"oleh staf")
    opened.lock()
    chair = enter(vault, vault.account.id, CHAIR.passphrase)
    old = chair.account_of(staff).public_key
    renewed = accounts.reset_passphrase(chair, staff, NEW)
    assert renewed.public_key != old
    assert browse.entries(chair, limit=1)[0].act == Act.ACCOUNT_KEY_REPLACED
    assert clean(chair)
    chair.lock()
    with pytest.raises(WrongPassphraseError):
        enter(vault, staff, "sandi yang terlupa")
    opened = enter(vault, staff, NEW)
    put(opened, b"oleh staf lagi")
    assert clean(opened)
    opened.lock()


def test_the_sheet_gives_the_chair_a_new_passphrase_and_may_do_nothing_else(
    made: tuple[Vault, str],
) -> None:
    vault, code = made
    put(vault, b"rahasia")
    vault.lock()
    sheet = with_code(vault, code)
    assert sheet.account.role is Role.RECOVERY
    assert browse.count(sheet) == 0
    for attempt in (
        lambda: put(sheet, b"x"),
        lambda: browse.entries(sheet),
        lambda: accounts.confirm(sheet, NEW),
        lambda: disclosure.disclose(sheet, ()),
    ):
        with pytest.raises(RefusedError):
            attempt()
    with pytest.raises(InvalidInputError):
        accounts.new_recovery_code(sheet)
    accounts.reset_passphrase(sheet, vault.account.id, NEW)
    sheet.lock()
    opened = enter(vault, vault.account.id, NEW)
    assert browse.count(opened) == 1
    assert clean(opened)
    opened.lock()


def test_a_new_sheet_makes_the_old_one_worthless(made: tuple[Vault, str]) -> None:
    vault, old = made
    new = accounts.new_recovery_code(vault)
    vault.lock()
    with pytest.raises(WrongPassphraseError):
        with_code(vault, old)
    sheet = with_code(vault, new)
    sheet.lock()
    opened = enter(vault, vault.account.id, CHAIR.passphrase)
    assert clean(opened)
    opened.lock()


def test_ones_own_account_is_neither_reset_nor_closed(vault: Vault) -> None:
    own = vault.account.id
    for attempt in (
        lambda: accounts.reset_passphrase(vault, own, NEW),
        lambda: accounts.close(vault, own),
        lambda: accounts.close(vault, vault.ring.recovery().account),
    ):
        with pytest.raises(InvalidInputError):
            attempt()
    with pytest.raises((NotFoundError, VaultDamagedError)):
        accounts.close(vault, AccountId("tidak-ada"))


def test_a_closed_account_stays_out_and_what_it_did_stays_in(vault: Vault) -> None:
    staff = AccountId(add(vault, Role.STAFF, "Staf", NEW))
    old_keys = (vault.folder.path / "keys.json").read_bytes()
    vault.lock()
    opened = enter(vault, staff, NEW)
    put(opened, b"oleh staf")
    opened.lock()
    chair = enter(vault, vault.account.id, CHAIR.passphrase)
    accounts.close(chair, staff)
    assert [door.label for door in doors(chair.folder.path)] == ["Ketua"]
    assert clean(chair)
    add(chair, Role.STAFF, "Staf", "orang lain sama label")
    chair.lock()
    with pytest.raises(NotFoundError):
        enter(vault, staff, NEW)
    for name in ("keys.json", "keys-salinan.json"):  # and not with an old key file either
        (vault.folder.path / name).write_bytes(old_keys)
    with pytest.raises(RefusedError):
        enter(vault, staff, NEW)


def test_the_last_chair_stays_even_when_the_sheet_asks(made: tuple[Vault, str]) -> None:
    vault, code = made
    second = AccountId(add(vault, Role.CHAIR, "Ketua 2", NEW))
    vault.lock()
    sheet = with_code(vault, code)
    accounts.close(sheet, second)
    with pytest.raises(InvalidInputError):
        accounts.close(sheet, vault.account.id)
    sheet.lock()


def test_a_reset_that_was_cut_off_is_told_and_can_be_done_again(
    made: tuple[Vault, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, code = made
    vault.lock()
    sheet = with_code(vault, code)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Vault, "adopt", cut)
    with pytest.raises(KeyboardInterrupt):
        accounts.reset_passphrase(sheet, vault.account.id, NEW)
    monkeypatch.undo()
    sheet.abandon()
    with pytest.raises(RefusedError):
        enter(vault, vault.account.id, CHAIR.passphrase)
    sheet = with_code(vault, code)
    accounts.reset_passphrase(sheet, vault.account.id, NEW)
    sheet.lock()
    opened = enter(vault, vault.account.id, NEW)
    assert clean(opened)
    opened.lock()


def test_a_role_changed_in_the_records_alone_opens_nothing(vault: Vault) -> None:
    staff = add(vault, Role.VILLAGE, "PKD", NEW)
    vault.db.execute("UPDATE account SET role = 'KETUA' WHERE id = ?", [staff])
    found = custodian.examine_records(vault)
    assert [one.place for one in found] == [f"account {staff}"]
    vault.lock()
    with pytest.raises(VaultDamagedError):
        enter(vault, staff, NEW)


def test_a_key_changed_in_the_records_alone_is_found(vault: Vault) -> None:
    staff = add(vault, Role.STAFF, "Staf", NEW)
    vault.db.execute("UPDATE account SET public_key = ? WHERE id = ?", [b"x" * 32, staff])
    assert [one.place for one in custodian.examine_records(vault)] == [f"account {staff}"]


def test_the_key_file_holds_labels_and_never_names_or_passphrases(vault: Vault) -> None:
    add(vault, Role.STAFF, "Staf", NEW)
    data = (vault.folder.path / "keys.json").read_bytes()
    assert b"Staf" in data
    for secret in ("Nama Staf", CHAIR.name, CHAIR.passphrase, NEW):
        assert secret.encode() not in data
    assert CHAIR.passphrase not in repr(CHAIR)


def test_a_village_supervisor_sees_what_they_brought_and_nothing_else(vault: Vault) -> None:
    look = (Finding("no_exif", Level.LOOK),)
    facts = Facts(Kind.PHOTO, "image/jpeg", thumbnail=b"jpeg", likeness=7, findings=look)
    theirs = put(vault, b"milik ketua", name="rahasia.jpg", facts=facts)
    village = add(vault, Role.VILLAGE, "PKD", NEW)
    vault.lock()
    opened = enter(vault, village, NEW)
    mine = put(opened, b"milik pkd", name="punyaku.jpg", facts=replace(facts, findings=()))
    assert [card.id for card in browse.page(opened)] == [mine]
    assert browse.count(opened) == 1
    assert browse.page(opened, Filter(text="rahasia")) == ()
    assert browse.codes(opened) == {}
    assert list(evidence.thumbnails(opened, [1, 2])) == [2]
    assert [card.id for card in evidence.alike(opened, 7)] == [mine]
    assert evidence.sheet(opened, mine).near == ()
    for attempt in (
        lambda: evidence.by_id(opened, theirs),
        lambda: evidence.by_number(opened, 1),
        lambda: evidence.plan(opened, theirs),
        lambda: evidence.sheet(opened, theirs),
        lambda: evidence.read_note(opened, theirs),
        lambda: evidence.write_note(opened, theirs, "x"),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    for forbidden in (
        lambda: browse.entries(opened),
        lambda: disclosure.disclose(opened, ()),
        lambda: disclosure.announce(opened, (), "X"),
    ):
        with pytest.raises(NotPermittedError):
            forbidden()
    jobs.enqueue(opened, jobs.new_batch(opened), ())
    opened.lock()
    chair = enter(vault, vault.account.id, CHAIR.passphrase)
    assert browse.count(chair) == 2
    chair.lock()


def test_the_session_never_shows_its_keys(vault: Vault) -> None:
    keys = vault.own_keys()
    shown = " ".join((repr(keys), repr(vault), repr(vault.account), str(vault.ring.slots[0].label)))
    assert keys.vault_key.hex() not in shown
    assert repr(keys.vault_key) not in shown
    assert isinstance(keys, keyring.Opened)


def test_an_act_of_another_person_under_ones_own_head_is_found(vault: Vault) -> None:
    staff = AccountId(add(vault, Role.STAFF, "Staf", NEW))
    vault._author = replace(vault._author, account=staff)
    vault.write([Deed(Act.EXAMINED, vault.itself())])
    assert [one.flaw.value for one in custodian.examine_records(vault)] == ["wrong-signer"]
