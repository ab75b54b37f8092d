"""Compares the counts that the database keeps with a fresh count."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from findings import ledger


class Command(BaseCommand):
    """Exit 0: every count is right (or was put right)."""

    help = "Compare the kept counts of findings with a fresh count, and with --repair put them right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --repair."""
        parser.add_argument("--repair", action="store_true", help="count all findings anew where a count is wrong")

    def handle(self, *, repair: bool, **_: Any) -> None:
        """Say which kinds differ. Raises `CommandError` if any does and none was put right."""
        wrong = ledger.differences()
        for difference in wrong:
            kind = " ".join(map(str, difference.kind))
            self.stdout.write(f"{difference.table}: {kind}: {difference.in_ledger} instead of {difference.counted}")
        if wrong and repair:
            ledger.rebuild()
            self.stdout.write(f"Counts put right: {len(wrong)}.")
        elif wrong:
            raise CommandError(f"Wrong counts: {len(wrong)}. --repair puts them right.")
        else:
            self.stdout.write("Every count is right.")
