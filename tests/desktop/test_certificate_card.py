# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate may be named, or not; what is typed for it is asked for and forgotten."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.views.certificate_card import CertificateCard, CertificateWish


def test_an_empty_card_wishes_for_nothing_and_asks_for_no_passphrase(qtbot: QtBot) -> None:
    card = CertificateCard()
    qtbot.addWidget(card)
    card.show()
    assert card.wish() is None
    assert not card.passphrase.isVisible()
    assert not card.authority.isVisible()


def test_a_named_file_asks_for_its_passphrase_which_is_shown_nowhere(qtbot: QtBot) -> None:
    card = CertificateCard()
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(card.changed):
        card.file.setText(" /media/saya.p12 ")
    assert card.passphrase.isVisible()
    card.passphrase.set_text("rahasia")
    card.authority.setText(" https://jam.example/tsa ")
    wish = card.wish()
    assert wish == CertificateWish(
        Path("/media/saya.p12"), card.passphrase.text(), "https://jam.example/tsa"
    )
    assert "rahasia" not in repr(wish)
    card.forget()
    assert card.passphrase.text() == ""
