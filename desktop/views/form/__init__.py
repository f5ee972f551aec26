# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided form: any `Form` row as steps, questions and help, filled by keyboard or mouse.

`FormView` (form_view.py) is the door; what it needs from below comes in a `Supply` (supply.py).
"""
