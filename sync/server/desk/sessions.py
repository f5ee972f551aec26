# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may see the operator's pages: one passphrase, sessions that end, guesses that get slower.

The depot keeps a fingerprint of the passphrase (Argon2id) and of each session's secret, so nobody
who reads its database can come in.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from db.errors import InvalidInputError
from db.seal import password
from db.seal.slots import Cost
from sync.server.desk.tables import operator_lock, operator_session

SHORTEST: Final = 12
LONGEST: Final = 200
IDLE_US: Final = 30 * 60_000_000
WHOLE_US: Final = 12 * 3600 * 1_000_000
TOUCH_US: Final = 60_000_000
FREE_TRIES: Final = 3
LONGEST_WAIT: Final = 300
FORGET: Final = 10_000
SECRET: Final = 32
COST: Final = Cost()


@dataclass(frozen=True, slots=True)
class Session:
    """An operator who is in.  `token`: what their forms carry, worthless without the cookie."""

    mark: bytes
    token: str


def set_passphrase(db: Connection, passphrase: str, now_us: int, cost: Cost = COST) -> None:
    """Let the operator in with this passphrase from now on; everybody who is in must come anew.

    Raise InvalidInputError for one of under 12 characters.
    """
    if not SHORTEST <= len(passphrase) <= LONGEST:
        message = "an operator's passphrase has 12 characters at least"
        raise InvalidInputError(message, what="operator-passphrase")
    kept = password.verifier(passphrase, cost)
    db.execute(delete(operator_lock))
    db.execute(delete(operator_session))
    db.execute(insert(operator_lock).values(number=1, verifier=kept, set_us=now_us))


def lock(db: Connection) -> bytes | None:
    """Return what is kept of the passphrase, None before one was set."""
    found = db.execute(select(operator_lock.c.verifier)).scalar()
    return None if found is None else bytes(found)


def begin(db: Connection, now_us: int) -> str:
    """Let somebody in; return the secret for their cookie.  Sessions that ended are swept."""
    session = operator_session.c
    ended = (session.seen_us < now_us - IDLE_US) | (session.begun_us < now_us - WHOLE_US)
    db.execute(delete(operator_session).where(ended))
    secret = secrets.token_urlsafe(SECRET)
    row = {"mark": _mark(secret), "begun_us": now_us, "seen_us": now_us}
    db.execute(insert(operator_session).values(**row))
    return secret


def find(db: Connection, secret: str, now_us: int) -> tuple[Session, bool] | None:
    """Return the session of a cookie, and whether it is time to touch it; None for none."""
    mark = _mark(secret)
    row = db.execute(select(operator_session).where(operator_session.c.mark == mark)).first()
    if row is None:
        return None
    if now_us - row.seen_us > IDLE_US or now_us - row.begun_us > WHOLE_US:
        return None
    return Session(mark, token_of(secret)), now_us - row.seen_us >= TOUCH_US


def touch(db: Connection, mark: bytes, now_us: int) -> None:
    """Note that somebody is still there."""
    db.execute(
        update(operator_session).where(operator_session.c.mark == mark).values(seen_us=now_us)
    )


def end(db: Connection, mark: bytes) -> None:
    """Let somebody in no more."""
    db.execute(delete(operator_session).where(operator_session.c.mark == mark))


def token_of(secret: str) -> str:
    """Return what the forms of a session carry."""
    return hmac.new(secret.encode(), b"segel.id/v1/operator-form", hashlib.sha256).hexdigest()


def _mark(secret: str) -> bytes:
    return hashlib.sha256(b"segel.id/v1/operator-session\x00" + secret.encode()).digest()


class Backoff:
    """How long somebody has to wait after wrong passphrases: nothing three times, then doubling."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, who: str) -> int:
        """Return the seconds that `who` still has to wait, 0 for none."""
        times, since = self._wrong.get(who, (0, 0.0))
        if times < FREE_TRIES:
            return 0
        left = since + min(LONGEST_WAIT, 2 ** (times - FREE_TRIES + 1)) - self._clock()
        return max(0, -int(-left // 1))

    def wrong(self, who: str) -> None:
        """Note a wrong passphrase."""
        now = self._clock()
        if len(self._wrong) > FORGET:
            self._wrong = {
                name: held for name, held in self._wrong.items() if now - held[1] < LONGEST_WAIT
            }
        times, _ = self._wrong.get(who, (0, 0.0))
        self._wrong[who] = (times + 1, now)

    def right(self, who: str) -> None:
        """Forget the wrong ones."""
        self._wrong.pop(who, None)
