# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys, boxes, signatures and hashes: the only room that touches cryptography."""
