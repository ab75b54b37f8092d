"""How much an analysis may cost: what a hostile file can take from the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Per file, unless said otherwise."""

    file_seconds: float = 10.0  # of processor time in a worker
    worker_bytes: int = 1536 * 1024 * 1024  # of address space of one worker process, where the system limits it
    worker_peak_bytes: int = 400 * 1024 * 1024  # a worker that needed more is replaced: it does not give it back
    ruff_seconds: float = 60.0  # of wall time for one run of ruff over all files
    ruff_bytes: int = 4 * 1024 * 1024 * 1024  # of address space of the ruff process; its threads reserve much
