"""What can go wrong with findings, as callers see it."""

from hefesto_site.api.errors import Conflict, ResourceNotFound


class FindingNotFound(ResourceNotFound):
    """No such finding, or one of a project that the caller may not see: both look the same."""

    message = "Finding not found"

    def __init__(self, finding_id: str) -> None:
        super().__init__(finding_id=finding_id, resource_type="finding")


class ImpossibleTransition(Conflict):
    """The finding already has that status."""

    def __init__(self, *, finding_id: str, status: str, requested: str) -> None:
        super().__init__(f"Finding is already {status}", finding_id=finding_id, status=status, requested=requested)
