# SPDX-License-Identifier: GPL-3.0-or-later
"""A SHA-256 digest as a value."""

from dataclasses import dataclass
from typing import Final, Self

LENGTH: Final = 32


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """A SHA-256 of exactly the bytes it names (FIPS 180-4)."""

    value: bytes

    def __post_init__(self) -> None:
        if len(self.value) != LENGTH:
            message = f"a SHA-256 digest has {LENGTH} bytes, not {len(self.value)}"
            raise ValueError(message)

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Parse 64 lower-case hexadecimal digits; raise ValueError on any other spelling."""
        digest = cls(bytes.fromhex(text))
        if digest.hex != text:  # fromhex reads capitals and blanks as well
            message = "digests are written in lower case and without blanks"
            raise ValueError(message)
        return digest

    @property
    def hex(self) -> str:
        """Return 64 lower-case hexadecimal digits, as `sha256sum` prints them."""
        return self.value.hex()

    def __str__(self) -> str:
        return f"sha256:{self.hex}"
