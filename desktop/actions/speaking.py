# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office says to its laptops: every letter signed by a person and vouched for.

A letter is kept and said in the ledger first, and goes out with the next pull.  What is for one
laptop is sealed for it; packs and notices for all are signed and open.
"""

from collections.abc import Mapping
from typing import Final

from db.errors import InvalidInputError, NotPermittedError
from db.ledger.act import SubjectKind
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Subject
from db.model.ids import VaultId
from db.model.people import Right
from db.seal.letterbox import voice
from db.store import accounts, cabinet, cabinet_goods, letters_out
from db.store.cabinet import Reading
from db.store.cabinet_goods import Received, ReceivedPaper
from db.store.fresh import new_id
from db.store.vault import Vault
from desktop.update.release import rank
from sync.enrolment import OfficeCard
from sync.letters import ATTACHED_LIMIT, TEXT, Letter, Says, Speaker, Speakers, sealed_for

ITEM: Final = "bukti"
PAPER: Final = "berkas"
NUMBERED: Final[Mapping[str, str]] = {"LHP": "nomor_resmi", "LAPORAN": "nomor_resmi"}
"""Where papers of a kind keep the number that an office gives."""
NEEDED: Final[Mapping[Says, Right]] = {
    Says.NEWER: Right.ACCOUNTS,
    Says.NUMBER: Right.NUMBER,
    Says.PACK: Right.ACCOUNTS,
    Says.REVOCATION: Right.ACCOUNTS,
    Says.SPEAKERS: Right.ACCOUNTS,
}


def vouch(vault: Vault) -> Speakers:
    """Sign who may speak for this office: everybody active who reads and keeps papers.

    The Ketua's act, needed again when accounts change.  It travels with each letter; as one of its
    own it tells laptops at once, so that who left is believed no more.
    """
    vault.must(Right.ACCOUNTS)
    return _list(vault, cabinet.must_read(vault))


def _list(vault: Vault, known: Reading) -> Speakers:
    card, signer = OfficeCard.parse(known.card), voice(known.key)
    if signer.public_key not in card.voices:
        message = "the card of this office names no voice; laptops would believe nobody"
        raise InvalidInputError(message, what="office-mute")
    able = [
        Speaker(one.public_key, one.name)
        for one in accounts.people(vault)
        if one.may(Right.READ) and one.may(Right.CASEWORK)
    ]
    now = vault.now().wall_us
    made = Speakers.write(card.depot, vault.id, max(now, 0), able, signer)
    letters_out.keep_list(vault, signer.public_key, vault.id, made.number, made.body)
    return made


def speakers(vault: Vault) -> Speakers:
    """Return the list that vouches for the working account; the Ketua renews it when needed.

    Raise NotPermittedError for somebody whom the Ketua has not vouched for.
    """
    known = cabinet.must_read(vault)
    kept = letters_out.newest_list(vault, voice(known.key).public_key)
    if kept is not None:
        told = Speakers.parse(kept)
        if any(one.key == vault.account.public_key for one in told.speakers):
            return told
    if not vault.account.may(Right.ACCOUNTS):
        message = "the Ketua has not vouched for this account yet"
        raise NotPermittedError(message, right="VOUCHED", role=vault.account.role.value)
    return _list(vault, known)


def say(
    vault: Vault,
    says: Says,
    *,
    to: VaultId | None = None,
    parts: Mapping[str, str] | None = None,
    attached: bytes = b"",
    reviewed: Subject | None = None,
) -> str:
    """Write a letter to one sender, or to all; return its name.  It goes out with the next pull.

    Raise NotPermittedError, NotFoundError for a sender whose letterbox is not known yet, and
    InvalidInputError with `what` "letter-text" or "pack-long".
    """
    vault.must(NEEDED.get(says, Right.CASEWORK))
    told = {key: value.strip() for key, value in (parts or {}).items()}
    if any(len(value) > TEXT for value in told.values()) or told.get("text", "x") == "":
        message = "a letter has a text of up to 8,000 characters"
        raise InvalidInputError(message, what="letter-text")
    if len(attached) > ATTACHED_LIMIT:
        message = "what is attached is too long"
        raise InvalidInputError(message, what="pack-long")
    held = None if to is None else cabinet.cabinet(vault, to)
    vouching = speakers(vault)
    now = vault.now()
    letter = Letter.write(
        signer_for(vault.account.id, vault.own_keys().seed),
        vouching,
        identity=new_id(now),
        says=says,
        to="" if held is None else held.vault,
        at_us=now.wall_us,
        parts=told,
        attached=attached,
    )
    body = letter.body
    if held is not None:
        body = sealed_for(letter, cabinet_goods.letterbox_of(vault, held))
    letters_out.keep(
        vault,
        identity=letter.id,
        cabinet=None if held is None else held.number,
        to=letter.to,
        says=says.value,
        parts=told,
        body=body,
        reviewed=reviewed,
    )
    return letter.id


def ask_back(vault: Vault, about: Received | ReceivedPaper, text: str) -> str:
    """Ask a sender to complete something; return the letter's name."""
    return say(vault, Says.ASK_BACK, to=about.vault, parts=_about(about, text))


def reviewed(vault: Vault, about: Received | ReceivedPaper, text: str) -> str:
    """Say that something was looked at and found good; return the letter's name."""
    parts = _about(about, text)
    if isinstance(about, Received):
        subject = Subject(SubjectKind.EVIDENCE, about.id, digest=about.digest)
    else:
        subject = Subject(SubjectKind.PAPER, about.id)
    return say(vault, Says.REVIEW, to=about.vault, parts=parts, reviewed=subject)


def _about(about: Received | ReceivedPaper, text: str) -> dict[str, str]:
    kind = ITEM if isinstance(about, Received) else PAPER
    return {"about": kind, "subject": about.id, "text": text}


def number(vault: Vault, paper: ReceivedPaper, given: str) -> str:
    """Offer a paper its official number; return the letter's name.

    Raise InvalidInputError with `what` "paper-unnumbered" for a kind that has none, "number-empty".
    """
    key = NUMBERED.get(paper.kind)
    if key is None:
        message = "papers of this kind have no number of the office"
        raise InvalidInputError(message, what="paper-unnumbered")
    if not given.strip():
        message = "a number is not empty"
        raise InvalidInputError(message, what="number-empty")
    parts = {"key": key, "number": given, "subject": paper.id}
    return say(vault, Says.NUMBER, to=paper.vault, parts=parts)


def instruct(vault: Vault, text: str, to: VaultId | None = None) -> str:
    """Tell one sender or all what to do; return the letter's name."""
    return say(vault, Says.INSTRUCTION, to=to, parts={"text": text})


def send_pack(vault: Vault, data: bytes) -> str:
    """Send a signed pack of reference rows to all; return the letter's name."""
    return say(vault, Says.PACK, attached=data)


def tell_newer(vault: Vault, version: str, to: VaultId | None = None) -> str:
    """Say that a newer version of the program exists; the update itself never goes this way.

    Raise InvalidInputError with `what` "version" for what is none.
    """
    try:
        rank(version)
    except ValueError as error:
        message = "a version is three numbers"
        raise InvalidInputError(message, what="version") from error
    return say(vault, Says.NEWER, to=to, parts={"version": version})


def tell_revoked(vault: Vault, to: VaultId, device: str, text: str) -> str:
    """Tell a sender that one of its laptops was revoked; return the letter's name."""
    return say(vault, Says.REVOCATION, to=to, parts={"subject": device, "text": text})


def announce(vault: Vault) -> str:
    """Sign the list of speakers anew and send it to all; return the letter's name."""
    vouch(vault)
    return say(vault, Says.SPEAKERS)
