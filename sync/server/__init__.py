# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's depot: it receives, stores, gives receipts, and holds no key that opens anything.

Needs the `server` extra; nothing outside this room imports it but the command that starts it.
"""
