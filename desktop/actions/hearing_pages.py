# SPDX-License-Identifier: GPL-3.0-or-later
"""What each paper of a hearing says, as the values its layout reads; words only, no layout."""

from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Final

from db.casework.signers import Signer
from db.intake import jpeg
from db.intake.wording import FOOTERS, Language
from db.model.canonical import Json
from db.model.evidence import Health
from db.model.hearing import Form, Hearing, HearingExhibit, Variant
from desktop.actions import hearing_words as words
from desktop.actions.deriving import timecode
from desktop.actions.hearing_clocks import clocks
from desktop.actions.hearing_facts import ExhibitFacts, HearingFacts, View
from desktop.actions.typeset import drawing, qr, shown, signer_json
from resources.phrases import say

Pair = tuple[HearingExhibit, ExhibitFacts]
Sheet = dict[str, Json]

CONDITIONS: Final = ("access", "display", "integrity", "account")
"""The four conditions of article 6 of the ITE Law, in its order."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Whose certificate signs the documents, and who issued it; both empty where none does."""

    name: str = ""
    issuer: str = ""


class Pages:
    """The words of one hearing in one language; reads no picture but those it is handed."""

    def __init__(
        self, hearing: Hearing, facts: HearingFacts, language: Language, binding: Binding
    ) -> None:
        self.hearing = hearing
        self.facts = facts
        self._language = language
        self._binding = binding

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Return the exhibits, each with what is known of it."""
        return tuple(zip(self.hearing.exhibits, self.facts.exhibits, strict=True))

    def listed(self) -> Sheet:
        """Return the list of exhibits."""
        return self._frame("list") | {
            "exhibits": [self._row(*pair) for pair in self.pairs],
            "headings": [
                {"column": column, "words": self._say(f"column-{column}")}
                for column in self.facts.columns
            ],
        }

    def cover(self, contents: tuple[tuple[str, str], ...]) -> Sheet:
        """Return the cover; `contents`: the code of each document behind it and its file."""
        told = [{"file": file, "name": self._say(name)} for name, file in contents]
        return self._frame("cover") | {
            "address": shown(self.facts.office.address),
            "binding": shown(self._bound()),
            "contents": told,
        }

    def dividers(self, pairs: tuple[Pair, ...]) -> Sheet:
        """Return the dividers of these exhibits."""
        return self._frame("dividers") | {
            "exhibits": [
                shown({"code": one.code, "label": one.label, "purpose": one.purpose})
                for one, _ in pairs
            ]
        }

    def contact(self) -> Sheet:
        """Return the contact sheet."""
        return self._frame("contact") | {
            "exhibits": [
                {
                    "code": shown(one.code),
                    "drawing": drawing(known.thumbnail),
                    "hash": words.groups(known.sheet.card.digest, words.SHORT),
                    "kind": say(f"kind.{known.sheet.card.kind}", self._language),
                    "label": shown(one.label),
                }
                for one, known in self.pairs
            ]
        }

    def copies(self) -> Sheet:
        """Return the labels of the printed sets."""
        return self._frame("copies") | {"copies": self.hearing.copies}

    def custody(self, pairs: tuple[Pair, ...]) -> Sheet:
        """Return the chain of custody of these exhibits; it is signed behind the last one."""
        about = [self._say(f"custody-{part}") for part in ("all", "entries", "times")]
        return self._frame("custody") | {
            "about": about,
            "closing": shown(
                self._say(
                    "custody-closing",
                    made=words.made_at(self.hearing.created, self._language),
                    root=words.groups(self.facts.head.root),
                    size=str(self.facts.head.size),
                )
            ),
            "exhibits": [
                shown(
                    {
                        "code": one.code,
                        "custody": [
                            asdict(words.deed(step, self._language)) for step in known.sheet.custody
                        ],
                        "hash": words.groups(known.sheet.card.digest),
                        "label": one.label,
                    }
                )
                for one, known in pairs
            ],
            "signed": pairs[-1:] == self.pairs[-1:],
        }

    def integrity(self) -> Sheet:
        """Return the statement of integrity."""
        health = Counter(known.sheet.card.health for _, known in self.pairs)
        failed = [
            one.code for one, known in self.pairs if known.sheet.card.health is Health.DAMAGED
        ]
        withheld = [
            one for one, _ in self.pairs if one.form is Form.NONE and one.code not in failed
        ]
        blanks = {
            "count": str(len(self.pairs)),
            "failed": self._say("failed", codes=", ".join(failed)) if failed else "",
            "identifier": self.hearing.identifier,
            "made": words.made_at(self.hearing.created, self._language),
            "present": str(len(self.pairs) - len(failed) - len(withheld)),
            "root": words.groups(self.facts.head.root),
            "size": str(self.facts.head.size),
            "vault": self.facts.vault,
            "whole": str(health[Health.VERIFIED]),
        }
        return self._frame("integrity") | {
            "closing": shown(f"{self._say('closing', **blanks)} {self._bound()}"),
            "conditions": [
                shown(
                    {
                        part: self._say(f"{name}-{part}", **blanks).strip()
                        for part in ("check", "limits", "states", "title")
                    }
                )
                for name in CONDITIONS
            ],
            "exhibits": [
                shown(
                    {
                        "code": one.code,
                        "health": words.whole(known.sheet.card.health, self._language),
                        "label": one.label,
                    }
                )
                for one, known in self.pairs
            ],
            "opening": shown(self._say("opening", **blanks)),
        }

    def sheets(self, shown_pairs: tuple[tuple[Pair, View], ...]) -> Sheet:
        """Return the pages of these exhibits, with what can be seen of each."""
        return self._frame("sheets") | {
            "caution": FOOTERS[self._language],
            "exhibits": [self._page(*pair, view) for pair, view in shown_pairs],
        }

    def _page(self, one: HearingExhibit, known: ExhibitFacts, view: View) -> Json:
        sheet, language = known.sheet, self._language
        public = self.hearing.variant is Variant.PUBLIC
        silence = words.HIDDEN if public else words.SILENT
        damaged = sheet.card.health is Health.DAMAGED
        told: Sheet = {
            "clocks": [
                asdict(row) for row in clocks(sheet, known.bracket, language, silence=silence)
            ],
            "code": one.code,
            "copy": "" if known.copy is None else words.groups(known.copy.digest),
            "custody": [asdict(row) for row in words.deeds_in_short(sheet.custody, language)],
            "failure": self._say("damaged") if damaged else "",
            "findings": [asdict(words.observation(one, language)) for one in sheet.facts.findings],
            "hash": words.groups(sheet.card.digest),
            "label": one.label,
            "playable": "" if known.playable is None else words.groups(known.playable.digest),
            "playable_how": words.playable(known.playable, language),
            "nothing": say(words.HIDDEN, language) if public else self._say("nothing"),
            "number": str(one.number),
            "purpose": one.purpose,
            "shown": self._caption(one, view),
            "unseen": self._say("withheld" if one.form is Form.NONE else "unseen"),
            "what": self._rows(words.what(sheet, one, known.derivation, language)),
            "where": self._rows(words.where(sheet, known.place, language, silence=silence)),
            "who": self._rows(words.who(sheet, language)),
        }
        stills: list[Json] = [
            {
                "drawing": drawing(still.picture),
                "time": "" if still.at_us is None else timecode(still.at_us),
            }
            for still in view.stills
            if len(view.stills) > 1 or drawing(still.picture)
        ]
        return {key: shown(value) for key, value in told.items()} | {
            "qr": qr(words.hash_code(sheet.card.digest)),
            "stills": stills,
            "tall": any(_tall(still.picture) for still in view.stills),
            "wave": words.wave(view.wave),
        }

    def _caption(self, one: HearingExhibit, view: View) -> str:
        if view.wave:
            return self._say("shown-sound")
        if not view.stills:
            return ""
        kind = "film" if len(view.stills) > 1 else "picture"
        covered = f" {self._say('shown-covered')}" if one.form is Form.COVERED else ""
        return f"{self._say(f'shown-{kind}', count=str(len(view.stills)))}{covered}"

    def _rows(self, rows: tuple[tuple[str, str], ...]) -> Json:
        return [{"name": self._say(name), "words": told} for name, told in rows if told]

    def _row(self, one: HearingExhibit, known: ExhibitFacts) -> Json:
        """Return an exhibit as the list prints it."""
        digest = known.sheet.card.digest
        return shown(
            {
                "alat_bukti": one.label,
                "bentuk": self._say(f"form-{one.form}"),
                "full": words.groups(digest),
                "keterangan": self._remark(known),
                "kode": one.code,
                "media": words.medium(known.sheet, self._language),
                "no": str(one.number),
                "sha256": words.groups(digest, words.SHORT),
                "tujuan": one.purpose,
            }
        )

    def _remark(self, known: ExhibitFacts) -> str:
        """Return what is remarked of an exhibit; a copy for playing is called no evidence."""
        beside = "" if known.playable is None else self._say("form-putar")
        return "; ".join(filter(None, (known.remark, beside)))

    def _bound(self) -> str:
        """Return what binds the documents: a certificate, or the signature over the bundle."""
        name, issuer = self._binding.name, self._binding.issuer
        return self._say("signed", name=name, issuer=issuer) if name else self._say("unsigned")

    def _frame(self, title: str) -> Sheet:
        """Return what every document says: whose it is, before whom, where the ledger stood."""
        hearing, facts, language = self.hearing, self.facts, self._language
        root = words.groups(facts.head.root, words.SHORT)
        frame: Sheet = {
            "author": facts.office.name or hearing.prepared_by,
            "case": hearing.case,
            "count": str(len(hearing.exhibits)),
            "dated": words.signed_at(hearing.created, hearing.place, language),
            "foot": {
                "hash": self._say("foot", size=str(facts.head.size), root=root),
                "line": f"{hearing.identifier} · {words.made_at(hearing.created, language)}",
            },
            "forum": hearing.forum_title,
            "identifier": hearing.identifier,
            "language": language,
            "matter": hearing.title,
            "public": hearing.variant is Variant.PUBLIC,
            "signers": [
                signer_json(signer)
                for signer in facts.signers or (Signer("", hearing.prepared_by),)
            ],
            "title": self._say(title),
            "variant": self._say(f"variant-{hearing.variant}"),
        }
        return {key: shown(value) for key, value in frame.items()}

    def _say(self, key: str, **blanks: str) -> str:
        return say(f"hearing.{key}", self._language, **blanks)


def _tall(picture: bytes) -> bool:
    """Tell whether a picture is higher than it is wide."""
    frame = jpeg.walk_bytes(picture).frame
    return frame is not None and frame.size[1] > frame.size[0]
