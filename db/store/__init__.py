# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault on disk, and the only speaker of SQL.  Values in, values out."""
