# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a depot keeps its tables and its media: beside its keys, or where the environment says.

::

    SEGEL_DATABASE_URL   postgresql://user:password@host/name     (else depot.db in the folder)
    SEGEL_MEDIA_URL      s3://bucket/folder                       (else media/ in the folder)
    AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION   for the bucket
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Engine

from sync.server import tables
from sync.server.bucket import BucketMedia
from sync.server.lane import Desk, Lane
from sync.server.media import FolderMedia, Media
from sync.server.pool import Pool

DATABASE: Final = "SEGEL_DATABASE_URL"
MEDIA: Final = "SEGEL_MEDIA_URL"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of a database and a store of media.  They have passwords in them."""

    database: str = field(repr=False)
    media_url: str = field(repr=False)
    _environ: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def beside(cls, folder: Path) -> Self:
        """Keep everything in the depot's folder."""
        return cls.of(folder, {})

    @classmethod
    def of(cls, folder: Path, environ: Mapping[str, str]) -> Self:
        """Read the environment; what it does not name lies in the folder."""
        database = environ.get(DATABASE) or tables.sqlite_url(folder / "depot.db")
        media = environ.get(MEDIA) or str(folder / "media")
        return cls(database, media, environ)

    @property
    def embedded(self) -> bool:
        """Tell whether the database is a file, for one process."""
        return not tables.is_server(self.database)

    @property
    def shared(self) -> bool:
        """Tell whether several processes may serve from here."""
        return not self.embedded and self._in_bucket

    @property
    def in_folder(self) -> bool:
        """Tell whether the media lie on a disk of this machine."""
        return not self._in_bucket

    @property
    def _in_bucket(self) -> bool:
        return "://" in self.media_url

    def engine(self) -> Engine:
        """Open the database; raise InvalidInputError for an address of another kind."""
        return tables.connect(self.database)

    def media(self) -> Media:
        """Open the store of media; raise InvalidInputError for an address of another kind."""
        if self._in_bucket:
            return BucketMedia(self.media_url, self._environ)
        return FolderMedia(Path(self.media_url))

    def desk(self, engine: Engine) -> Desk:
        """Return who does the work: one thread for a file, several for a server."""
        return Lane(engine) if self.embedded else Pool(engine)
