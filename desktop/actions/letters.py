# SPDX-License-Identifier: GPL-3.0-or-later
"""What a laptop makes of letters from its office: taken, refused by name, acted on by a person.

Nothing is done that was not written by somebody whom the office's pinned card vouches for.  Packs
of reference rows are taken as any pack is; a number is offered and given by whoever may give it.
"""

from dataclasses import dataclass
from typing import Final

from db.casework.paper import Paper
from db.errors import DamagedError, NotFoundError, NotPermittedError, SegelError
from db.model.ids import PaperId
from db.seal.letterbox import letterbox
from db.store import letters_out, office, postbox
from db.store.postbox import Arrived, Notice, Taken
from db.store.vault import Vault
from desktop.actions import rules
from desktop.actions.official_numbers import give_number
from desktop.actions.rules import Rulebook
from sync.enrolment import OfficeCard
from sync.errors import MalformedMessageError
from sync.letters import PIECE, Letter, Says, opened

MALFORMED: Final = "letter-malformed"
SHUT: Final = "letter-shut"
MUTE: Final = "letter-mute"
UNVOUCHED: Final = "letter-unvouched"
OUTDATED: Final = "letter-outdated"
ELSEWHERE: Final = "letter-elsewhere"
AGAIN: Final = "letter-again"


@dataclass(frozen=True, slots=True)
class Opened:
    """What taking the new letters did: notices for people, and refusals by why."""

    notices: int
    refused: tuple[str, ...]


def take_in(vault: Vault) -> Opened:
    """Look at what arrived: keep letters, name what is none, and take packs.

    Runs in the vault's thread; safe to repeat.
    """
    known = office.office(vault)
    if known is None:
        return Opened(0, ())
    card, box = OfficeCard.parse(known.card), letterbox(known.device_seed)
    refusals: list[tuple[Arrived, str]] = []
    taken = 0
    for piece in postbox.unseen(vault, PIECE):
        try:
            letter = opened(piece.body, card.depot, vault.id, box)
        except MalformedMessageError:
            refusals.append((piece, MALFORMED))
            continue
        except DamagedError:
            refusals.append((piece, SHUT))
            continue
        why = _refusal(vault, card, letter)
        if why:
            refusals.append((piece, why))
            continue
        _keep(vault, piece, letter)
        taken += letter.says is not Says.SPEAKERS
    if refusals:
        postbox.refuse(vault, refusals)
    take_packs(vault)
    return Opened(taken, tuple(why for _, why in refusals))


def _refusal(vault: Vault, card: OfficeCard, letter: Letter) -> str:
    """Return why a letter is none of the office's, or nothing."""
    told = letter.speakers
    if not card.voices:
        return MUTE
    if not told.of(card) or letter.writer is None:
        return UNVOUCHED
    if letter.to not in {"", vault.id}:
        return ELSEWHERE
    if told.number < postbox.newest_number(vault, told.voice, told.vault):
        return OUTDATED
    return AGAIN if postbox.known(vault, letter.id) else ""


def _keep(vault: Vault, piece: Arrived, letter: Letter) -> None:
    told, writer = letter.speakers, letter.writer
    letters_out.keep_list(vault, told.voice, told.vault, told.number, told.body)
    name = "" if writer is None else writer.name
    postbox.keep(
        vault,
        Taken(
            letter.id,
            piece.office,
            piece.number,
            letter.says.value,
            letter.at_us,
            name,
            letter.parts,
            letter.body,
        ),
    )


def take_packs(vault: Vault) -> None:
    """Take the packs that came by letter; one that is refused says why in its notice.

    Who may not take packs leaves them to the next who may.
    """
    for notice in postbox.notices(vault):
        if notice.says != Says.PACK or notice.state in {postbox.DONE, postbox.REFUSED}:
            continue
        try:
            rules.take_pack(vault, _letter(vault, notice.id).attached)
        except NotPermittedError:
            return
        except SegelError as error:
            postbox.handle(vault, notice.id, postbox.REFUSED, error.code)
        else:
            postbox.handle(vault, notice.id, postbox.DONE)


def _letter(vault: Vault, identity: str) -> Letter:
    known = office.office(vault)
    if known is None:
        message = "this laptop was not enrolled with an office"
        raise NotFoundError(message, what="office")
    depot = OfficeCard.parse(known.card).depot
    return opened(postbox.body(vault, identity), depot, vault.id, letterbox(known.device_seed))


def read(vault: Vault, identity: str) -> Notice:
    """Mark a letter as read and return it; what was done with it already stays so."""
    notice = postbox.notice(vault, identity)
    if notice.state == postbox.NEW:
        postbox.handle(vault, identity, postbox.READ)
    return notice


def apply_number(vault: Vault, book: Rulebook, identity: str) -> Paper:
    """Give a paper the number that a letter brings; a new version says so.

    Raise NotPermittedError for who may not give numbers, NotFoundError for another letter or paper.
    """
    notice = postbox.notice(vault, identity)
    if notice.says != Says.NUMBER:
        message = "this letter brings no number"
        raise NotFoundError(message, what="letter")
    parts = notice.parts
    paper = give_number(vault, book, PaperId(parts["subject"]), parts["key"], parts["number"])
    postbox.handle(vault, identity, postbox.DONE)
    return paper
