# SPDX-License-Identifier: GPL-3.0-or-later
"""How work ends that a person asked to stop."""


class CancelledError(Exception):
    """The person asked to stop.  Not a failure: what was finished stays finished."""
