"""What beat asks of findings now and then."""

from celery import shared_task

from findings import ledger


@shared_task
def compact_ledgers() -> int:
    """Keep the ledgers short."""
    return ledger.compact()
