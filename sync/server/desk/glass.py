# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at the depot's tables without standing in the way of those who write.

What is read here is of the moment of each statement; nothing is written.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")


class Glass:
    """Reads beside the lane, on connections of its own that hold no lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one = threading.Lock()

    def look(self, work: Callable[[Connection], T]) -> T:
        """Do `work`, which only reads; one at a time, so that pages cannot starve the laptops."""
        with self._one, self._engine.connect() as plain:
            return work(plain.execution_options(isolation_level="AUTOCOMMIT"))

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()
