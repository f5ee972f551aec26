# SPDX-License-Identifier: GPL-3.0-or-later
"""Strangers' bytes become claims and findings here, and nowhere else."""
