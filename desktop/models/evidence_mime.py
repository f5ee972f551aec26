# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence on the way from a list to a form or a case, inside this program alone."""

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData

from db.model.ids import EvidenceId, is_ulid

MIME: Final = "application/x-segel-evidence"


def pack(ids: Iterable[EvidenceId]) -> QMimeData:
    """Return what a drag carries: ids, never names or pictures."""
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps(list(ids)).encode()))
    return data


def unpack(data: QMimeData) -> tuple[EvidenceId, ...]:
    """Return the ids a drag carries; none when it is no drag of ours."""
    if not data.hasFormat(MIME):
        return ()
    try:
        found = json.loads(bytes(data.data(MIME).data()))
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(EvidenceId(one) for one in found if isinstance(one, str) and is_ulid(one))
