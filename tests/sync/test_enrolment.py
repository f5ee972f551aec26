# SPDX-License-Identifier: GPL-3.0-or-later
"""A code serves one laptop, once, in time; and only the office it names is believed."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import InvalidInputError
from db.seal.signature import Signer
from sync import http
from sync.enrolment import Application, Invitation, OfficeCard, device_name
from sync.errors import CodeRefusedError, MalformedMessageError, OfflineError, UntrustedError
from sync.http import device_signer
from sync.receipts import Said, expect
from sync.server.serving import Serving
from sync.server.site import VALID_US, Site
from tests.fakes.live_depot import Minutes, free_port, serving, site_at
from tests.fakes.memory_outbox import MemoryOutbox


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "depot")) as server:
        yield server


def application(invitation: Invitation, signer: Signer, outbox: MemoryOutbox) -> Application:
    return Application.write(
        invitation.secret,
        signer,
        vault=outbox.vault,
        founder=outbox.founder,
        label="Panwaslu",
    )


def test_a_code_brings_the_card_and_a_receipt_that_the_log_proves(server: Serving) -> None:
    invitation = Invitation.read(server.invite().code.lower().replace("https", "https"))
    card = http.fetch_card(invitation)
    signer, outbox = device_signer(os.urandom(32)), MemoryOutbox(1)
    wish = application(invitation, signer, outbox)
    receipt = http.apply(invitation.url, card, wish)
    assert card == server.site.card
    expect(
        receipt,
        kind=Said.ENROLLED,
        log_key=card.log_key,
        depot=card.depot,
        device=device_name(signer.public_key),
        vault=outbox.vault,
        names=[wish.name],
    )


def test_the_same_laptop_may_ask_again_and_another_is_refused_with_an_alarm(
    server: Serving, expects_log: object
) -> None:
    expects_log("a spent code was tried")  # type: ignore[operator]  # a fixture that is a function
    invitation, outbox = server.invite(), MemoryOutbox(1)
    card = http.fetch_card(invitation)
    first = application(invitation, device_signer(os.urandom(32)), outbox)
    one, two = (http.apply(invitation.url, card, first) for _ in range(2))
    assert (one.leaf, one.index) == (two.leaf, two.index)
    other = application(invitation, device_signer(os.urandom(32)), outbox)
    with pytest.raises(CodeRefusedError) as caught:
        http.apply(invitation.url, card, other)
    assert caught.value.details["why"] == "spent"


def test_a_code_is_refused_after_its_hours_and_one_that_was_never_given_out(
    tmp_path: Path,
) -> None:
    clock = Minutes()
    with Serving(site_at(tmp_path / "depot"), clock) as server:
        server.begin(*server.site.must_have_host())
        invitation, outbox = server.invite(), MemoryOutbox(1)
        card = http.fetch_card(invitation)
        signer = device_signer(os.urandom(32))
        guess = replace(invitation, secret=os.urandom(10))
        with pytest.raises(CodeRefusedError) as caught:
            http.apply(invitation.url, card, application(guess, signer, outbox))
        assert caught.value.details["why"] == "unknown"
        clock.us += VALID_US
        with pytest.raises(CodeRefusedError) as caught:
            http.apply(invitation.url, card, application(invitation, signer, outbox))
        assert caught.value.details["why"] == "late"


def test_a_vault_cannot_be_enrolled_in_the_name_of_another_founder(server: Serving) -> None:
    outbox = MemoryOutbox(1)
    for founder, refused in ((outbox.founder, False), (bytes(32), True)):
        invitation = server.invite()
        outbox.founder = founder
        wish = application(invitation, device_signer(os.urandom(32)), outbox)
        if not refused:
            http.apply(invitation.url, server.site.card, wish)
            continue
        with pytest.raises(CodeRefusedError) as caught:
            http.apply(invitation.url, server.site.card, wish)
        assert caught.value.details["why"] == "founder"


def test_somebody_in_between_cannot_pass_another_card_off(tmp_path: Path, server: Serving) -> None:
    with serving(site_at(tmp_path / "lain")) as other:
        astray = replace(server.invite(), url=other.site.url, card=None)
        with pytest.raises(InvalidInputError):
            http.fetch_card(astray)
        wish = application(astray, device_signer(os.urandom(32)), MemoryOutbox(1))
        with pytest.raises(UntrustedError):
            http.apply(other.site.url, server.site.card, wish)


def test_an_invitation_is_the_same_as_code_and_as_file(server: Serving) -> None:
    invitation = server.invite()
    from_file, from_code = Invitation.parse(invitation.emit()), Invitation.read(invitation.code)
    assert from_file == invitation
    assert replace(from_file, card=None) == from_code
    assert from_code.accept(server.site.card.emit()) == server.site.card
    with pytest.raises(ValueError, match="card"):
        from_code.emit()


def test_an_application_is_worth_nothing_with_one_bit_changed() -> None:
    invitation = Invitation("https://kantor", bytes(16), bytes(10))
    body = application(invitation, device_signer(bytes(32)), MemoryOutbox(1)).body
    for place in range(0, len(body), 7):
        with pytest.raises(MalformedMessageError):
            Application.parse(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])


def test_where_nobody_listens_there_is_no_road() -> None:
    invitation = Invitation(f"https://127.0.0.1:{free_port()}", bytes(16), bytes(10))
    with pytest.raises(OfflineError):
        http.fetch_card(invitation)


@pytest.mark.parametrize("url", ["http://kantor", "https://", "https://kantor/jalan", "kantor"])
def test_a_depot_has_an_address_that_laptops_can_use(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidInputError):
        Site.found(tmp_path / "depot", title="x", url=url, office_keys=(bytes(32),))


def test_a_card_of_another_spelling_is_no_card(server: Serving) -> None:
    data = server.site.card.emit()
    assert OfficeCard.parse(data).emit() == data
    for bad in (data + b" ", data.replace(b'"depot"', b'"Depot"'), b"{}", b""):
        with pytest.raises(MalformedMessageError):
            OfficeCard.parse(bad)
