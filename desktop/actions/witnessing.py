# SPDX-License-Identifier: GPL-3.0-or-later
"""Who besides the office signed the log that this laptop's receipts stand in.

A witness counts when its key was given to this laptop by somebody other than the office: the Ketua
says so.  Whoever else the office calls a witness is shown, and counts nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from db.errors import DamagedError, InvalidInputError, NotFoundError
from db.model.people import Right
from db.seal.cosignature import WitnessKey
from db.store import office, settings
from db.store.vault import Vault
from desktop.actions.desk import Desk
from sync import witnessing
from sync.checkpoint import LogHead
from sync.enrolment import OfficeCard
from sync.trust import Breach
from sync.witnessing import MOST, WITNESSED_LIMIT, Cosigned, Testimony

KEYS: Final = "witness-keys"
SAID: Final = "witness-said."


class Asked(Protocol):
    """Whoever can be asked for what witnesses said."""

    def ask(self, method: str, path: str, body: bytes, most: int) -> bytes:
        """Send a request and return the body of its answer."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What one witness signed last.

    `size`: statements of the log under its signature; receipts over later ones wait for its next
    one.  `of`: statements under the newest head that
    this laptop knows.  `time_s`: by the witness's clock.  `counted`: its key was given to us.
    """

    name: str
    size: int
    of: int
    time_s: int
    counted: bool


def trust(vault: Vault, written: str) -> WitnessKey:
    """Count a witness from now on; the Ketua's act.

    Raise InvalidInputError for a mistyped key and NotPermittedError for all but the Ketua.
    """
    vault.must(Right.ACCOUNTS)
    try:
        key = WitnessKey.read(written)
    except DamagedError as error:
        message = "not the key of a witness"
        raise InvalidInputError(message, what="witness-key") from error
    others = [one for one in trusted(vault) if one.name != key.name]
    if len(others) >= MOST or len(key.name) > witnessing.NAME:
        message = "no more witnesses are counted"
        raise InvalidInputError(message, what="witness-many")
    _keep_keys(vault, [*others, key])
    return key


def distrust(vault: Vault, written: str) -> None:
    """Count a witness, by its key or name, no more; raise NotFoundError for one never counted."""
    vault.must(Right.ACCOUNTS)
    name = written.strip().partition("+")[0]
    held = trusted(vault)
    rest = [one for one in held if one.name != name]
    if len(rest) == len(held):
        message = "no such witness is counted"
        raise NotFoundError(message, what="witness")
    _keep_keys(vault, rest)


def trusted(vault: Vault) -> tuple[WitnessKey, ...]:
    """Return the witnesses that count here."""
    told = settings.get(vault, KEYS)
    return tuple(map(WitnessKey.read, json.loads(told))) if told else ()


def witnessed(vault: Vault) -> tuple[Witnessed, ...]:
    """Return what witnesses of the office in force signed last, as far as this laptop was shown.

    Those who count come first; one that was never seen has `size` 0.
    """
    known = office.stand(vault).log_head
    if not known:
        return ()
    head = LogHead.parse(known)
    found = []
    for key in trusted(vault):
        said = settings.get(vault, SAID + key.hash.hex())
        cosigned = Cosigned.parse(said) if said else None
        same = cosigned is not None and cosigned.head.depot == head.depot
        if cosigned is not None and same and cosigned.head.epoch == head.epoch:
            time_s = cosigned.cosignatures[0].time_s
            found.append(Witnessed(key.name, cosigned.head.size, head.size, time_s, counted=True))
        else:
            found.append(Witnessed(key.name, 0, head.size, 0, counted=True))
    return tuple(found)


def ask(desk: Desk, depot: Asked, card: OfficeCard) -> tuple[tuple[Witnessed, ...], bool]:
    """Ask the office who signed its log, and keep what holds; tell whether a witness contradicts.

    A head that a counted witness and the log's own key signed, and that does not fit the log this
    laptop was shown, proves two logs: it is written down as a breach.  Raise what the network
    raises, and MalformedMessageError.
    """
    known = LogHead.parse(desk.on_vault(office.stand).log_head)
    body = depot.ask("GET", f"/log/witnessed?log={known.size}", b"", WITNESSED_LIMIT)
    told = witnessing.read(body)
    counted = {key.hash: key for key in desk.on_vault(trusted)}
    forked = False
    others: list[Witnessed] = []
    for one in told:
        mine = counted.get(one.key.hash) == one.key
        holds = one.holds(known, card.log_key)
        if mine and holds:
            _keep(desk, one)
        elif mine and _signed_by_both(one, known, card.log_key):
            _doubt(desk, f"{known.note}\n{one.cosigned.emit()}")
            forked = True
        elif holds:
            size, at = one.cosigned.head.size, one.time_s
            others.append(Witnessed(one.key.name, size, known.size, at, counted=False))
    return (*desk.on_vault(witnessed), *others), forked


def _signed_by_both(one: Testimony, known: LogHead, log_key: bytes) -> bool:
    head = one.cosigned.head
    return (
        (head.depot, head.epoch) == (known.depot, known.epoch)
        and head.signed_by(log_key)
        and one.cosigned.cosignatures[0].by(one.key, one.cosigned.text)
    )


def _doubt(desk: Desk, detail: str) -> None:
    desk.on_vault(lambda vault: office.doubt(vault, Breach.FORKED, detail))


def _keep(desk: Desk, one: Testimony) -> None:
    """Keep what a witness said, unless something newer of it is kept."""
    name = SAID + one.key.hash.hex()

    def work(vault: Vault) -> None:
        before = settings.get(vault, name)
        old = Cosigned.parse(before) if before else None
        head = one.cosigned.head
        newer = old is None or old.head.depot != head.depot
        if old is None or newer or (old.head.epoch, old.head.size) <= (head.epoch, head.size):
            settings.put(vault, name, one.cosigned.emit())

    desk.on_vault(work)


def _keep_keys(vault: Vault, keys: Sequence[WitnessKey]) -> None:
    settings.put(vault, KEYS, json.dumps([key.written() for key in keys]))
