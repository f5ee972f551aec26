# SPDX-License-Identifier: GPL-3.0-or-later
"""A newer Segel by stick: proven before it is unpacked, and the old one stays until it stands."""
