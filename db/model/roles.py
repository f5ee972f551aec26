# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can be on the shared laptop; what each may do stands in `people`."""

from enum import StrEnum


class Role(StrEnum):
    """Roles in one sub-district committee.  `RECOVERY` is the printed sheet acting for a person."""

    CHAIR = "KETUA"
    MEMBER = "ANGGOTA"
    SECRETARIAT = "SEKRETARIAT"
    STAFF = "STAF"
    VILLAGE = "PKD"
    STATION = "PTPS"
    RECOVERY = "PEMULIHAN"
