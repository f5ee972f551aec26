# SPDX-License-Identifier: GPL-3.0-or-later
"""What endures: values, formats, keys, ledger, storage and the hearing bundle.

The name means *the record*, of which the SQLite file is one shelf.  Nothing here knows about Qt.
"""
