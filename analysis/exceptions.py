"""What can be wrong with an analysis, as its caller is told."""

from collections.abc import Mapping
from typing import ClassVar, Final, Literal

from hefesto_site.api.errors import ApiError, Fault, ValidationFailed

PathReason = Literal[
    "file_not_found",  # nothing is there
    "outside_workspace",  # absolute, upwards, or a link that leads out: what is out there is never looked at
    "invalid_path",  # not the name of any file: NUL, a URL, a backslash, too long, …
    "not_readable",  # there, and this service may not read it
    "not_a_regular_file",  # a pipe, a socket, a device
    "too_large",  # longer than the limit for one file
]
_ECHOED_CHARACTERS: Final = 255


class InvalidFilePath(ApiError):
    """A path of a request that names nothing which may be analysed; `reason` says why in one word."""

    code: ClassVar[str] = "INVALID_FILE_PATH"
    status: ClassVar[int] = 400
    message: str = "File path does not exist or is not readable"

    def __init__(self, path: str, reason: PathReason) -> None:
        readable = path.encode(errors="replace").decode()
        super().__init__(path=readable[:_ECHOED_CHARACTERS], reason=reason)
        self.reason: PathReason = reason


class InvalidExcludePattern(ValidationFailed):
    """An exclude pattern that is not, or not safely, a gitignore pattern."""

    def __init__(self, index: int) -> None:
        super().__init__(
            Fault(
                field=f"exclude_patterns.{index}",
                message="Not a pattern as in .gitignore, or one too complicated to match safely",
                type="value_error.pattern",
            )
        )


class AnalyzerUnavailable(ApiError):
    """No worker takes analyses, or none can be told of one; nothing was stored."""

    code: ClassVar[str] = "ANALYZER_UNAVAILABLE"
    status: ClassVar[int] = 503
    message: str = "Analyzer service is temporarily unavailable"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "5"}


class AnalysisFailed(ApiError):
    """An analysis was begun and did not come to an end; `reason` says why in one word."""

    code: ClassVar[str] = "ANALYSIS_FAILED"
    status: ClassVar[int] = 500
    message: str = "Analysis execution failed"


class AnalysisTimedOut(AnalysisFailed):
    """An analysis took longer than any may."""

    message: str = "Analysis took too long and was stopped"

    def __init__(self, limit_seconds: float | None) -> None:
        super().__init__(reason="time_limit", limit_seconds=limit_seconds)


class AnalysisLost(AnalysisFailed):
    """Every worker that took an analysis up died with it."""

    message: str = "Analysis was given up: its worker was lost again and again"

    def __init__(self, attempts: int) -> None:
        super().__init__(reason="worker_lost", attempts=attempts)
