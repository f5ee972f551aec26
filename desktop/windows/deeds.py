# SPDX-License-Identifier: GPL-3.0-or-later
"""What small questions before a step need from the vault: clocks, zones, pictures of evidence."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from db.casework.form import Field, Form
from db.model.ids import EvidenceId
from db.store import evidence
from db.store.vault import Vault
from desktop.session import Session
from desktop.views import speech
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.supply import Answer, Exhibit, Supply
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.showing import decode


def supply_for(session: Session, owner: QObject, zone_minutes: int) -> Supply:
    """Return what the edits of a small question ask from below; answers die with `owner`."""

    def now() -> datetime:
        zone = timezone(timedelta(minutes=zone_minutes))
        return session.desk.now().utc.astimezone(UTC).astimezone(zone)

    def exhibits(ids: tuple[EvidenceId, ...], answer: Answer[tuple[Exhibit, ...]]) -> None:
        def read(vault: Vault) -> tuple[tuple[Exhibit, int], ...]:
            cards = [evidence.by_id(vault, one) for one in ids]
            return tuple(
                (Exhibit(card.id, card.name, speech.size(card.size), "", card.kind), card.number)
                for card in cards
            )

        def show(found: tuple[tuple[Exhibit, int], ...]) -> None:
            answer(tuple(one for one, _ in found))
            numbers = tuple(number for _, number in found)
            desk = session.desk
            pictures = session.bench(lambda token: decode(desk, numbers, token)).belongs_to(owner)
            pictures.succeeded.connect(lambda images: answer(_pictured(found, images)))

        session.on_vault(read).belongs_to(owner).succeeded.connect(show)

    return Supply(now=now, zone=lambda _values: zone_minutes, exhibits=exhibits)


def pick_for(session: Session, dialog: DeedDialog) -> None:
    """Let a dialog's fields of evidence be filled from the list of evidence."""

    def choose(key: str) -> None:
        picker = EvidencePicker(session, dialog)
        picker.bring.hide()
        picker.chosen.connect(lambda items: dialog.link(key, items))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    dialog.evidence_wanted.connect(choose)


def fields_of(
    form: Form | None, keys: Sequence[str], *, optional: Collection[str] = ()
) -> tuple[Field, ...]:
    """Return the questions of a form by their keys, in the order of the keys."""
    known = {} if form is None else {field.key: field for field in form.fields()}
    return tuple(
        replace(known[key], required=key not in optional, expected=False, when=None, must=None)
        for key in dict.fromkeys(keys)
        if key in known
    )


def _pictured(
    found: tuple[tuple[Exhibit, int], ...], images: dict[int, QImage | None]
) -> tuple[Exhibit, ...]:
    return tuple(
        one
        if (image := images.get(number)) is None
        else replace(one, picture=QPixmap.fromImage(image))
        for one, number in found
    )
