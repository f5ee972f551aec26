# SPDX-License-Identifier: GPL-3.0-or-later
"""What this laptop's user prefers, kept outside any vault: language, theme, patience, known vaults.

Nothing secret and nothing about evidence ever stands here.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal

IDLE_MINUTES: Final = 5
LEAST_IDLE: Final = 1
LONGEST_IDLE: Final = 60
THEMES: Final = ("system", "light", "dark")
REMEMBERED: Final = 8


class Preferences(QObject):
    """Typed access to one settings file; `changed` follows every change."""

    changed = Signal()

    def __init__(self, store: QSettings) -> None:
        super().__init__()
        self._store = store

    @property
    def language(self) -> str:
        """Return "id" or "en"."""
        return "en" if self._store.value("language") == "en" else "id"

    @language.setter
    def language(self, chosen: str) -> None:
        self._keep("language", "en" if chosen == "en" else "id")

    @property
    def theme(self) -> str:
        """Return "system", "light" or "dark"."""
        chosen = str(self._store.value("theme", THEMES[0]))
        return chosen if chosen in THEMES else THEMES[0]

    @theme.setter
    def theme(self, chosen: str) -> None:
        self._keep("theme", chosen if chosen in THEMES else THEMES[0])

    @property
    def idle_minutes(self) -> int:
        """Return after how many minutes without a touch the vault locks itself: 1 to 60."""
        try:
            minutes = int(str(self._store.value("idle_minutes", IDLE_MINUTES)))
        except ValueError:
            return IDLE_MINUTES
        return min(max(minutes, LEAST_IDLE), LONGEST_IDLE)

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._keep("idle_minutes", min(max(minutes, LEAST_IDLE), LONGEST_IDLE))

    @property
    def vaults(self) -> tuple[Path, ...]:
        """Return the vault folders opened on this laptop, the last one first."""
        known = self._store.value("vaults", [])
        paths = [known] if isinstance(known, str) else known
        return tuple(Path(str(path)) for path in paths) if isinstance(paths, list) else ()

    @property
    def last_vault(self) -> Path | None:
        """Return the known vault that was opened last and whose folder is still there."""
        return next((folder for folder in self.vaults if folder.is_dir()), None)

    def remember_vault(self, folder: Path) -> None:
        """Put a vault folder first among the known ones."""
        rest = [one for one in self.vaults if one != folder]
        self._keep("vaults", [str(one) for one in (folder, *rest)][:REMEMBERED])

    def forget_vault(self, folder: Path) -> None:
        """Take a folder off the list; the vault itself stays where it is."""
        self._keep("vaults", [str(one) for one in self.vaults if one != folder])

    def text(self, name: str) -> str:
        """Return a small remembered text (a column width, a last choice), or an empty one."""
        return str(self._store.value(f"remembered/{name}", ""))

    def remember(self, name: str, text: str) -> None:
        """Remember a small text without telling anybody."""
        self._store.setValue(f"remembered/{name}", text)

    def _keep(self, name: str, value: object) -> None:
        self._store.setValue(name, value)
        self.changed.emit()
