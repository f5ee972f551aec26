# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages of a depot: who comes, who may come, and whether the depot is well.

They are served by the depot itself, hold no key that opens evidence and show none of its content.
"""
