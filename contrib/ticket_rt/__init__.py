# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of ticket-rt."""
