# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a hearing bundle, in the order in which they are gone."""

FORUM, EXHIBITS, VARIANT, CHECKS, TARGET, WRITING, RESULT = range(7)
