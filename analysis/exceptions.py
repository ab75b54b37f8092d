"""What can be wrong with an analysis, as its caller is told."""

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
