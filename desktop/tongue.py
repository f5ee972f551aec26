# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of the screen: translators put in and taken out while windows are open."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

import resources

FILES: Final = {"id": ("id", "id_qt"), "en": ()}
"""Our own texts, and the buttons and dialogs of Qt, which ships no Indonesian."""
LOCALES: Final = {
    "id": QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Tongue(QObject):
    """Holds the translators that are on; Qt tells every widget when they change."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._on: list[QTranslator] = []
        self._language = ""

    @property
    def language(self) -> str:
        """Return "id" or "en", or an empty text before the first choice."""
        return self._language

    def speak(self, language: str) -> None:
        """Switch to "id" or "en"; anything else reads as Indonesian."""
        chosen = language if language in FILES else "id"
        if chosen == self._language:
            return
        self._language = chosen
        QLocale.setDefault(LOCALES[chosen])
        for translator in self._on:
            self._app.removeTranslator(translator)
        self._on = []
        for name in FILES[chosen]:
            translator = QTranslator(self)
            if not translator.load(str(resources.path(f"translations/{name}.qm"))):
                message = f"translations/{name}.qm is missing or damaged"
                raise FileNotFoundError(message)
            self._on.append(translator)
            self._app.installTranslator(translator)
