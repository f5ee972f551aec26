# SPDX-License-Identifier: GPL-3.0-or-later
"""Pure values, and the one byte form of them that is hashed and signed.  No I/O, no clock."""
