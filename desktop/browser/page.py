# SPDX-License-Identifier: GPL-3.0-or-later
"""One page and what it may not do: nothing opens, asks, downloads or is remembered by itself.

Scripts of ours run in a world of their own, where no page can put its functions in place of the
engine's.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDownloadRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

SCHEMES: Final = frozenset({"http", "https"})
INNER: Final = frozenset({"about", "blob", "data", "http", "https", "javascript"})
"""What frames within a page, and its own scripts, may go to."""
OFF: Final = (
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
)
OWN_WORLD: Final = QWebEngineScript.ScriptWorldId.ApplicationWorld


def forgetful(parent: QObject) -> QWebEngineProfile:
    """Return a profile of which nothing outlives this process, and nothing reaches the disk."""
    profile = QWebEngineProfile(parent)  # without a name it is off the record
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    policy = QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    profile.setPersistentCookiesPolicy(policy)
    profile.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    profile.setPushServiceEnabled(False)
    profile.setSpellCheckEnabled(False)
    settings = profile.settings()
    for one in OFF:
        settings.setAttribute(one, False)  # noqa: FBT003 - Qt's own signature
    return profile


class FencedPage(QWebEnginePage):
    """A page that refuses.  `refused` says what, in one of the words below."""

    refused = Signal(str)  # "window", "download", "permission", "message", "file", "certificate"

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._outlet = ""
        profile.downloadRequested.connect(self._on_download)
        self.newWindowRequested.connect(self._on_window)
        self.permissionRequested.connect(self._on_permission)
        self.fullScreenRequested.connect(self._on_full_screen)
        self.certificateError.connect(self._on_certificate)

    def save_to(self, name: str) -> None:
        """Save the page as MHTML to `name`, the one download there is."""
        self._outlet = name
        self.save(name, QWebEngineDownloadRequest.SavePageFormat.MimeHtmlSaveFormat)

    # -- what a page asks for -------------------------------------------------------------------

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self,
        url: QUrl | str,
        _type: QWebEnginePage.NavigationType,
        main_frame: bool,  # noqa: FBT001 - Qt's own signature
    ) -> bool:
        """Go to pages of the web only."""
        return QUrl(url).scheme() in (SCHEMES | {"about"} if main_frame else INNER)

    def javaScriptAlert(self, _origin: QUrl | str, _text: str) -> None:  # noqa: N802 - Qt's name
        """Show no message: one in a loop would never end."""
        self.refused.emit("message")

    def javaScriptConfirm(self, _origin: QUrl | str, _text: str) -> bool:  # noqa: N802 - Qt's name
        """Agree to nothing."""
        self.refused.emit("message")
        return False

    def javaScriptPrompt(  # noqa: N802 - Qt's name
        self, _origin: QUrl | str, _text: str, _default: str
    ) -> tuple[bool, str]:
        """Answer nothing."""
        self.refused.emit("message")
        return False, ""

    def javaScriptConsoleMessage(self, *_told: object) -> None:  # noqa: N802 - Qt's name
        """Write nothing of what a page says of itself into a log."""

    def chooseFiles(  # noqa: N802 - Qt's name
        self,
        _mode: QWebEnginePage.FileSelectionMode,
        _old: Sequence[str],
        _types: Sequence[str],
    ) -> list[str]:
        """Hand no file of this laptop to a page."""
        self.refused.emit("file")
        return []

    @Slot(QWebEngineDownloadRequest)
    def _on_download(self, request: QWebEngineDownloadRequest) -> None:
        wanted, self._outlet = self._outlet, ""
        if request.isSavePageDownload() and wanted:
            request.accept()
        else:
            self._outlet = wanted
            request.cancel()
            self.refused.emit("download")

    @Slot(QWebEngineNewWindowRequest)
    def _on_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Open in this window what the person clicked; nothing that a page opens by itself."""
        url = request.requestedUrl()
        if request.isUserInitiated() and url.scheme() in SCHEMES:
            self.setUrl(url)
        else:
            self.refused.emit("window")

    @Slot(QWebEnginePermission)
    def _on_permission(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self.refused.emit("permission")

    @Slot(QWebEngineFullScreenRequest)
    def _on_full_screen(self, request: QWebEngineFullScreenRequest) -> None:
        request.reject()

    @Slot(QWebEngineCertificateError)
    def _on_certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        self.refused.emit("certificate")
