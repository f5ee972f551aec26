# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose account it is: an address pasted is taken apart, an account met before fills itself in."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from db.casework import answers, social
from db.casework.form import Form
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import quiet
from desktop.views.form.chips import Chips
from desktop.views.form.editor import Wanted, Wish
from desktop.views.form.picks import PersonEditor
from desktop.views.form.search import SearchLine
from desktop.views.form.supply import Answer, Hit, Supply
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import Text
from desktop.views.panels import Card
from desktop.views.section import Section
from desktop.views.theme import UNIT
from resources.phrases import say

PAPER: Final = "id"
"""The language papers are written in, whatever the screen speaks."""
BASES: Final = ("foto", "seragam", "nama", "hp", "tempat", "nip", "rekan")
"""Usual grounds; their words are the phrases "account-basis." and this."""
USUAL: Final = 5
"""Platforms that stand there as chips; the others are one step further."""
LINES: Final = ("akun_nama", "target_halaman", "target_pihak")
MORE: Final = ("target_url", "grup_nama", "grup_admin", "akun_dipakai", "simbol")
LONG: Final = 2000
MEMBERS: Final = "grup_anggota"


class AccountCard(Spoken):
    """The account, its owner with the grounds for it, and what was supported."""

    changed = Signal()  # by the person
    person_wanted = Signal(str)  # a name typed: somebody who has no page yet
    online_chosen = Signal()

    def __init__(self, form: Form, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._accounts: tuple[Values, ...] = ()
        self._kept: dict[str, Json] = {}
        self._free: list[str] = []
        self.platform = Chips(single=True)
        self.platform.picked.connect(self.changed)
        self._other = quiet()
        self._other.clicked.connect(self._on_other)
        self.account = SearchLine(self._find)
        self.account.chosen.connect(self._on_known)
        self.account.editingFinished.connect(self._on_address)
        self.account.textEdited.connect(self.changed)
        self.read = Text("small")
        self.read.hide()
        fields = {field.key: field for field in form.fields()}
        self._supply = supply
        self.owner = PersonEditor(fields["pemilik"], supply)
        self.owner.changed.connect(self._on_owner)
        self.owner.wished.connect(self._on_wish)
        self.bases = Chips(single=False)
        self.bases.picked.connect(self.changed)
        self.other_basis = self._line("")
        self.lines = {key: self._line(key) for key in (*LINES, *MORE)}
        self.members = self._line(MEMBERS)
        self.online = Chips(single=True)
        self.online.picked.connect(self.online_chosen)
        self.online.picked.connect(self.changed)
        self._captions: dict[str, Text] = {}
        self._fields: dict[str, Field] = {}
        self.more = Section(opened=False)
        self._build()
        self.retranslate()

    def _line(self, key: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(LONG)
        line.textEdited.connect(self.changed)
        line.setObjectName(key)
        return line

    def _build(self) -> None:
        card = Card(margin=12)
        inside = card.inside
        inside.setSpacing(UNIT)
        self._title = Text("section")
        inside.addWidget(self._title)
        inside.addWidget(self._field("akun", self.account))
        inside.addWidget(self.read)
        inside.addWidget(self.platform)
        inside.addLayout(row(self._other, 0))
        for key in ("akun_nama",):
            inside.addWidget(self._field(key, self.lines[key]))
        inside.addWidget(self._caption("pemilik"))
        inside.addWidget(self.owner)
        inside.addWidget(self._caption("dasar_akun"))
        inside.addWidget(self.bases)
        inside.addWidget(self.other_basis)
        for key in ("target_halaman", "target_pihak"):
            inside.addWidget(self._field(key, self.lines[key]))
        inside.addWidget(self._caption("masih_ada"))
        inside.addWidget(self.online)
        inside.addWidget(self.more)
        rest = [self._field(key, self.lines[key]) for key in MORE]
        rest.insert(2, self._field(MEMBERS, self.members))
        for one in rest:
            self.more.inside.addWidget(one)
        inside.addStretch(1)
        self.setLayout(column(card))

    def _field(self, key: str, edit: QWidget) -> Field:
        self._fields[key] = Field(edit)
        return self._fields[key]

    def _caption(self, key: str) -> Text:
        self._captions[key] = Text("overline")
        return self._captions[key]

    # -- values ---------------------------------------------------------------------------------

    def show_accounts(self, accounts: Sequence[Values]) -> None:
        """Offer accounts of earlier captures while one is typed."""
        self._accounts = tuple(accounts)

    def values(self) -> dict[str, Json]:
        """Return what is filled; what is empty is None."""
        chosen = self.platform.chosen()
        bases: list[Json] = [
            {"dasar": say(f"account-basis.{code}", PAPER)} for code in self.bases.chosen()
        ]
        bases += [{"dasar": one} for one in self._free]
        other = self.other_basis.text().strip()
        if other:
            bases.append({"dasar": other})
        written = self.account.text().strip()
        address = social.read_address(written)
        members = "".join(sign for sign in self.members.text() if sign.isdecimal())
        online = self.online.chosen()
        return {
            "platform": chosen[0] if chosen else None,
            "akun_handle": address.handle or ("" if address.url or address.number else written),
            "akun_id": address.number or self._kept.get("akun_id"),
            "akun_url": self._address(address),
            "pemilik": self.owner.value(),
            "dasar_akun": bases or None,
            MEMBERS: int(members[:12]) if members else None,
            "masih_ada": online[0] if online else None,
            **{key: line.text().strip() or None for key, line in self.lines.items()},
        }

    def _address(self, address: social.Address) -> Json:
        """Return the profile's address; an address kept with this handle stays."""
        if address.url:
            return address.url
        known = answers.text(self._kept, "akun_handle")
        return self._kept.get("akun_url") if known and known == address.handle else None

    def show_values(self, values: Values) -> None:
        """Show a capture kept earlier."""
        self._kept = {key: values[key] for key in social.ACCOUNT_KEYS if key in values}
        self._choose_platform(answers.text(values, "platform"))
        shown = (
            answers.text(values, "akun_url")
            if not answers.text(values, "akun_handle")
            else answers.text(values, "akun_handle")
        )
        self.account.setText(shown)
        self.owner.set_value(values.get("pemilik"))
        self._show_bases([answers.text(one, "dasar") for one in answers.rows(values, "dasar_akun")])
        for key, line in self.lines.items():
            line.setText(answers.text(values, key))
        members = values.get(MEMBERS)
        self.members.setText(str(members) if isinstance(members, int) else "")
        self.online.choose(answers.texts(values, "masih_ada"))
        self._tell(social.read_address(shown))

    def _show_bases(self, told: Sequence[str]) -> None:
        words = {say(f"account-basis.{code}", PAPER).casefold(): code for code in BASES}
        known = [words[one.casefold()] for one in told if one.casefold() in words]
        rest = [one for one in told if one and one.casefold() not in words]
        self.bases.choose(known)
        self.other_basis.setText(rest[-1] if rest else "")
        self._free = rest[:-1]

    def focus_first(self) -> None:
        """Put the keyboard where a capture begins."""
        self.account.setFocus()

    # -- inside -----------------------------------------------------------------------------------

    def _show_platforms(self, also: str = "") -> None:
        """Offer the usual platforms, and the one that is chosen."""
        spoken = speech.language()
        chosen = {also, *self.platform.chosen()}
        terms = self._supply.terms("platform", "")
        self.platform.show_choices(
            [
                (one.code, one.label.say(spoken))
                for place, one in enumerate(terms)
                if place < USUAL or one.code in chosen
            ]
        )

    def _choose_platform(self, code: str) -> None:
        self._show_platforms(code)
        self.platform.choose((code,) if code else ())

    @Slot()
    def _on_other(self) -> None:
        menu = QMenu(self)
        spoken = speech.language()
        for term in self._supply.terms("platform", "")[USUAL:]:
            action = menu.addAction(term.label.say(spoken))
            action.triggered.connect(lambda _=False, code=term.code: self._take_platform(code))
        menu.exec(self._other.mapToGlobal(self._other.rect().bottomLeft()))

    def _take_platform(self, code: str) -> None:
        self._choose_platform(code)
        self.changed.emit()

    def _find(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        sought = text.casefold().removeprefix("@")
        found = []
        for place, one in enumerate(self._accounts):
            names = [answers.text(one, key) for key in ("akun_handle", "akun_nama", "akun_url")]
            if any(sought in name.casefold() for name in names):
                label = " · ".join(dict.fromkeys(name for name in names[1::-1] if name)) or names[2]
                platform = self._supply_label(answers.text(one, "platform"))
                found.append(Hit(str(place), label, platform))
        answer(tuple(found[:8]))

    def _supply_label(self, code: str) -> str:
        spoken = speech.language()
        terms = self._supply.terms("platform", "")
        return next((one.label.say(spoken) for one in terms if one.code == code), code)

    @Slot(object)
    def _on_known(self, hit: Hit) -> None:
        self.take(self._accounts[int(hit.code)])

    def offer(self, address: str, used: str) -> None:
        """Fill in an address and the account it was looked at with, where nothing stands yet."""
        if used and not self.lines["akun_dipakai"].text():
            self.lines["akun_dipakai"].setText(used)
            self.changed.emit()
        if address and not self.account.text():
            self.account.setText(address)
            self._on_address()
            self.changed.emit()

    def take(self, account: Mapping[str, Json]) -> None:
        """Fill in an account met before, its owner and grounds with it."""
        self.show_values({**self.values(), **account})
        self.changed.emit()

    @Slot()
    def _on_address(self) -> None:
        address = social.read_address(self.account.text())
        handle = (address.handle or self.account.text().strip()).casefold()
        known = next(
            (
                one
                for one in self._accounts
                if handle
                and answers.text(one, "akun_handle").casefold() == handle
                and (not address.platform or address.platform == one.get("platform"))
            ),
            None,
        )
        if known is not None and not self.owner.value():
            self.take(known)
        elif address.platform and (address.platform,) != self.platform.chosen():
            self._choose_platform(address.platform)
            self.changed.emit()
        if address.post and not self.lines["target_url"].text():
            self.lines["target_url"].setText(address.post)
            self.changed.emit()
        self._tell(address)

    def _tell(self, address: social.Address) -> None:
        parts = []
        if address.handle:
            parts.append(f"@{address.handle}")
        if address.number:
            parts.append(self.tr("account number {number}").format(number=address.number))
        if address.platform:
            parts.insert(0, self._supply_label(address.platform))
        self.read.setText(" · ".join(parts))
        self.read.setVisible(bool(address.url and parts))

    def show_owner(self, person: Json) -> None:
        """Name the owner, as if somebody had picked them."""
        self.owner.set_value(person)
        self.changed.emit()

    @Slot()
    def _on_owner(self) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_wish(self, wish: Wish) -> None:
        if wish.what is Wanted.PERSON:
            self.person_wanted.emit(wish.text)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        spoken = speech.language()
        self._title.setText(self.tr("Account"))
        labels = {field.key: field.label.say(spoken) for field in self._form.fields()}
        self._fields["akun"].say(self.tr("Handle or address"))
        self.account.name(self.tr("Handle or address"))
        self.account.setPlaceholderText(self.tr("Paste a link or @name"))
        for key, field in self._fields.items():
            if key in labels:
                field.say(labels[key])
        for key, caption in self._captions.items():
            caption.setText(labels[key])
        self.platform.name(labels["platform"])
        self._show_platforms()
        self._other.say(self.tr("Other platform"))
        self.owner.name(labels["pemilik"])
        self.bases.show_choices([(code, speech.word(code, "account-basis")) for code in BASES])
        self.bases.name(labels["dasar_akun"])
        self.other_basis.setPlaceholderText(self.tr("Another ground"))
        self.other_basis.setAccessibleName(
            self.tr("{caption}: another ground").format(caption=labels["dasar_akun"])
        )
        choices = next(one.choices for one in self._form.fields() if one.key == "masih_ada")
        self.online.show_choices([(one.code, one.label.say(spoken)) for one in choices])
        self.online.name(labels["masih_ada"])
        self.more.say(self.tr("Group, address, signs and more"))
