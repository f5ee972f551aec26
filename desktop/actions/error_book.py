# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message that asks something of somebody, with who acts: read from the phrases themselves.

A message that nobody gave an owner here is a fault, and a test finds it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from resources.phrases import say, table


class Who(StrEnum):
    """Who acts on a message."""

    YOU = "you"
    CHAIR = "chair"
    ALLOWED = "allowed"  # whoever has the role that the message names
    OWNER = "owner"  # whoever looks after the laptop
    OFFICE = "office"
    OPERATOR = "operator"  # of the office's server
    NOBODY = "nobody"  # it goes on by itself


GROUPS: Final = ("error", "wait", "invalid", "problem", "flaw")
"""Kinds of message in the order of the catalogue."""

USUAL: Final[Mapping[str, Who]] = MappingProxyType(
    {
        "error": Who.YOU,
        "flaw": Who.CHAIR,
        "invalid": Who.YOU,
        "problem": Who.YOU,
        "wait": Who.NOBODY,
    }
)
"""Who acts where nothing else is said."""

OTHERS: Final[Mapping[Who, tuple[str, ...]]] = MappingProxyType(
    {
        Who.CHAIR: (
            "error.damaged",
            "error.evidence-damaged",
            "error.pack-issuer",
            "error.vault-damaged",
            "invalid.too-many-accounts",
            "wait.damaged",
        ),
        Who.ALLOWED: ("error.not-permitted", "error.other-role"),
        Who.OWNER: (
            "error.access-denied",
            "error.crash",
            "error.newer-format",
            "error.pack-rows",
            "error.update-disk",
            "error.update-key",
            "error.update-place",
            "invalid.no-server",
            "invalid.sign-extra",
            "problem.access-denied",
            "problem.evidence-damaged",
            "wait.newer",
        ),
        Who.OFFICE: (
            "error.broken-promise",
            "error.broken-succession",
            "error.code-refused",
            "error.malformed-message",
            "error.no-form",
            "error.not-enrolled",
            "error.pack-damaged",
            "error.pack-older",
            "error.pack-refused",
            "error.pack-unsigned",
            "error.quota",
            "error.untrusted",
            "error.update-damaged",
            "error.update-format",
            "error.update-older",
            "error.update-refused",
            "error.update-start",
            "error.update-system",
            "error.update-unsigned",
            "invalid.fingerprint",
            "invalid.fingerprint-unread",
            "invalid.issuer-key",
            "invalid.issuer-untrusted",
            "invalid.share*",
            "wait.broken",
            "wait.no-office",
            "wait.quota",
            "wait.revoked",
            "wait.untrusted",
        ),
        Who.OPERATOR: (
            "error.depot-copy-differs",
            "invalid.depot*",
            "invalid.edition",
            "invalid.issuer",
            "invalid.office-*",
            "invalid.operator-passphrase",
            "invalid.pack-long",
            "invalid.release-key",
            "invalid.rows*",
            "invalid.update-*",
            "invalid.version",
            "invalid.witness-*",
        ),
        Who.NOBODY: (
            "error.depot-busy",
            "error.offline",
            "error.stalled",
            "error.throttled",
            "error.unavailable",
        ),
        Who.YOU: (
            "error.proxy-login",
            "wait.captive",
            "wait.large",
            "wait.metered",
            "wait.paused",
            "wait.proxy",
            "wait.receiver",
            "wait.stopped",
            "wait.unknown",
        ),
    }
)
"""Codes by who acts, where it is not the usual one; a star stands for any ending."""


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the catalogue.  `code`: "error.disk-full"; `text` and `who` in words."""

    code: str
    text: str
    who: str

    @property
    def group(self) -> str:
        """Which kind of message it is, one of GROUPS."""
        return self.code.partition(".")[0]


def who_acts(code: str) -> Who:
    """Return who acts on a message.  Raise KeyError for a kind that is not in the catalogue."""
    for who, codes in OTHERS.items():
        if any(_is(code, known) for known in codes):
            return who
    return USUAL[code.partition(".")[0]]


def catalogue(language: str) -> Iterator[Message]:
    """Yield every message, by kind and then by code, with dashes for blanks."""
    codes = sorted(table(language))
    for group in GROUPS:
        for code in codes:
            if code.startswith(f"{group}."):
                yield Message(code, say(code, language), say(f"who.{who_acts(code)}", language))


def _is(code: str, known: str) -> bool:
    return code.startswith(known[:-1]) if known.endswith("*") else code == known
