# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypting for others in the format of the program `age` (age-encryption.org/v1), as a stream.

Nothing here says who wrote a file: whoever knows a recipient can encrypt for it.
"""

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Protocol, Self

import pyrage

from db.errors import (
    BundleDamagedError,
    InvalidInputError,
    SegelError,
    WrongPassphraseError,
)
from db.model.stopping import CancelledError

AHEAD: Final = 32
PIECE: Final = 64 * 1024
RECIPIENT_LIMIT: Final = 1024
KEY_LIMIT: Final = 64 * 1024
MAGIC: Final = b"age-encryption.org/v1\n"
SECRET: Final = "AGE-SECRET-KEY-1"  # noqa: S105 - how a secret key begins, not one
SSH_SECRET: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"
PROTECTED: Final = b"-> scrypt "
NO_MATCH: Final = "No matching keys found"


class Sink(Protocol):
    """Takes bytes in order."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data` and return its length."""
        ...


class Source(Protocol):
    """Gives bytes in order."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """A key that opens files.  `recipient`: what others encrypt for ("age1…")."""

    secret: str = field(repr=False)
    recipient: str


def new_identity() -> Identity:
    """Return a new X25519 key."""
    made = pyrage.x25519.Identity.generate()
    return Identity(str(made), str(made.to_public()))


def recipient_of(secret: str) -> str:
    """Return whom to encrypt for so that `secret` opens it; raise InvalidInputError."""
    try:
        return str(pyrage.x25519.Identity.from_str(secret.strip()).to_public())
    except pyrage.IdentityError as error:
        message = "this is no secret key of age"
        raise InvalidInputError(message, what="age-key") from error


def clean_recipient(text: str) -> str:
    """Return a recipient as it is kept: "age1…", or "ssh-ed25519 …" without its comment.

    Raise InvalidInputError with `what` "recipient" for anything else; keys that an age of today
    does not know (post-quantum, plug-ins) and RSA are among that.
    """
    words = text.split()
    short = " ".join(words[:2]) if words and words[0] == "ssh-ed25519" else " ".join(words)
    _recipient(short)
    return short


def _recipient(text: str) -> object:
    try:
        if len(text) <= RECIPIENT_LIMIT and text.isascii():
            if text.startswith("ssh-ed25519 "):
                return pyrage.ssh.Recipient.from_str(text)
            if text.startswith("age1") and " " not in text:
                return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        pass
    message = "this is neither an age recipient nor an ssh-ed25519 public key"
    raise InvalidInputError(message, what="recipient")


def _identities(secrets: Sequence[bytes]) -> list[object]:
    """Return keys from what key files hold: lines of age, or one key of ssh."""
    found: list[object] = []
    for data in secrets:
        try:
            if data.lstrip().startswith(SSH_SECRET):
                found.append(pyrage.ssh.Identity.from_buffer(data))
                continue
            lines = data.decode("ascii", "replace").splitlines()
            found += [
                pyrage.x25519.Identity.from_str(line.strip())
                for line in lines
                if line.startswith(SECRET)
            ]
        except pyrage.IdentityError as error:
            message = "this key file cannot be used"
            raise InvalidInputError(message, what="age-key") from error
    if not found:
        message = "this file holds no key of age or ssh"
        raise InvalidInputError(message, what="age-key")
    return found


def is_protected(data: bytes) -> bool:
    """Tell whether the beginning of a file says that age protected it with a passphrase."""
    return data.startswith(MAGIC) and data[len(MAGIC) :].startswith(PROTECTED)


def protect(secret: str, passphrase: str) -> bytes:
    """Return a key file that `age -d -i` opens with a passphrase."""
    return pyrage.passphrase.encrypt(f"{secret}\n".encode(), passphrase)  # type: ignore[no-any-return] # pyrage has no types


def unprotect(data: bytes, passphrase: str) -> bytes:
    """Return the key file inside; raise WrongPassphraseError, or InvalidInputError for none."""
    if not is_protected(data) or len(data) > KEY_LIMIT:
        message = "this is no key file with a passphrase"
        raise InvalidInputError(message, what="age-key")
    try:
        return pyrage.passphrase.decrypt(data, passphrase)  # type: ignore[no-any-return] # as above
    except (pyrage.DecryptError, OSError) as error:
        message = "the passphrase does not open the key file"
        raise WrongPassphraseError(message) from error


class _Watched:
    """Stands between pyrage and a stream: keeps the error that pyrage would turn into a text."""

    def __init__(self, source: Source | None, sink: Sink | None) -> None:
        self._source, self._sink = source, sink
        self.error: BaseException | None = None
        self.first: bytes | None = None

    def read(self, size: int) -> bytes:
        try:
            piece = self._source.read(size) if self._source is not None else b""
        except BaseException as error:
            self.error = error
            raise
        if self.first is None:
            self.first = piece[:KEY_LIMIT]
        return piece

    def write(self, data: bytes) -> int:
        if self.error is not None:  # pyrage writes once more what it still holds
            raise self.error
        try:
            return self._sink.write(data) if self._sink is not None else 0
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Do nothing: whoever owns the stream flushes it."""


class Encrypting:
    """A sink that encrypts what is written to it for `recipients`, into `sink`.

    `sink` is written to by a thread of its own, at most a few pieces behind.  `close` ends the
    file; leaving the context without it leaves a cut one.  Both raise what `sink` raised.
    """

    def __init__(self, sink: Sink, recipients: Sequence[str]) -> None:
        self._recipients = [_recipient(one) for one in recipients]
        self._pieces: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._out, self._in = _Watched(None, sink), _Watched(self, None)
        self._rest, self._ended, self._dropped = b"", False, False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="segel-age", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._thread.is_alive():
            self._dropped = True
            self._thread.join()

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        for at in range(0, len(data), PIECE):
            self._put(data[at : at + PIECE])
        return len(data)

    def close(self) -> None:
        """End the file, and wait until all of it was handed to the sink."""
        self._put(None)
        self._thread.join()
        self._raise()

    def read(self, size: int) -> bytes:
        """Return the next bytes to encrypt; for the thread."""
        while not self._rest and not self._ended:
            if self._dropped:
                message = "the file was given up"
                raise InvalidInputError(message, what="target")
            try:
                piece = self._pieces.get(timeout=0.05)
            except queue.Empty:
                continue
            self._ended = piece is None
            self._rest = piece or b""
        given, self._rest = self._rest[:size], self._rest[size:]
        return given

    def _put(self, piece: bytes | None) -> None:
        while True:
            self._raise()
            try:
                self._pieces.put(piece, timeout=0.05)
            except queue.Full:
                continue
            return

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            pyrage.encrypt_io(self._in, self._out, self._recipients)
        except BaseException as error:  # noqa: BLE001 - handed to whoever writes, who raises it
            self._error = self._out.error or self._in.error or error


def decrypt(source: Source, sink: Sink, secrets: Sequence[bytes]) -> None:
    """Decrypt a whole file into `sink`.  `secrets`: contents of key files, unprotected.

    Pieces reach the sink before the end was seen: after any error, what it took must be thrown
    away.  Raise InvalidInputError with `what` "age-key" (no usable key), "other-recipient" (it is
    encrypted for others) or "not-age"; BundleDamagedError (altered, or cut), and what source or
    sink raise.
    """
    reading, writing = _Watched(source, None), _Watched(None, sink)
    keys = _identities(secrets)
    try:
        pyrage.decrypt_io(reading, writing, keys)
    except (pyrage.DecryptError, OSError, SegelError, CancelledError) as error:
        own = reading.error or writing.error
        if own is not None:
            raise own from None
        raise _named(error, reading.first or b"") from error


def _named(error: BaseException, first: bytes) -> SegelError:
    if not first.startswith(MAGIC):
        return InvalidInputError("this is no file of age", what="not-age")
    if isinstance(error, pyrage.DecryptError) and str(error) == NO_MATCH:
        return InvalidInputError("this key is not among the recipients", what="other-recipient")
    return BundleDamagedError("the encrypted file was altered, or its end is missing")
