# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundle that leaves the vault: written whole or not at all, examined without vault or keys."""
