"""A request chooses a path in the file system.

`../` in the data, or an absolute path, leads out of the folder that was meant. Silent are `secure_filename`,
`os.path.basename`, `safe_join`, a check of the resolved path against its folder (`is_relative_to`, `commonpath`,
`startswith` after `resolve` or `realpath`), numbers, and members of a constant list.

Parameters of ordinary functions and the command line are no sources here: who runs a program may name its files.
A part of a route without slashes can only be `..` itself and is reported with less confidence.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import ONE_SEGMENT, PATH, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.objects import PATH_KINDS
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import kind_of
from findings.severity import Severity

_OPENERS: Final = (
    "open", "io.open", "codecs.open", "os.open", "aiofiles.open", "gzip.open", "bz2.open", "lzma.open", "zipfile.ZipFile",
    "tarfile.open", "PIL.Image.open", "cv2.imread", "sqlite3.connect", "linecache.getline", "linecache.getlines",
    "numpy.load", "pandas.read_csv", "pandas.read_excel", "shelve.open", "anyio.open_file", "builtins.open",
)  # fmt: skip
_ONE_PATH: Final = (
    "os.remove", "os.unlink", "os.rmdir", "os.removedirs", "os.mkdir", "os.makedirs", "os.listdir", "os.scandir", "os.chmod",
    "os.chown", "os.truncate", "os.walk", "shutil.rmtree",
)  # fmt: skip
_TWO_PATHS: Final = (
    *(f"os.{name}" for name in ("rename", "renames", "replace", "symlink", "link")),
    *(f"shutil.{name}" for name in ("copy", "copy2", "copyfile", "copytree", "move")),
)
_SENDERS: Final = (
    "flask.send_file", "quart.send_file", "fastapi.responses.FileResponse", "starlette.responses.FileResponse",
    "aiohttp.web.FileResponse", "sanic.response.file", "django.views.static.serve",
)  # fmt: skip
_PATH_METHODS: Final = (
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "rmdir", "mkdir", "iterdir", "touch",
    "glob", "rglob",
)  # fmt: skip


def _on_path(call: Call) -> bool:
    return kind_of(call.receiver) in PATH_KINDS


def _saves_upload(call: Call) -> bool:
    """`upload.save(path)`: storages choose a safe name themselves, uploads of Flask do not."""
    return bool(call.arguments) and not words(call.receiver_name) & {"storage", "fs", "form", "serializer"}


def _levelled(flow: Flow, level: Level) -> Level | None:
    if flow.taint is not None and flow.taint.cleaned & ONE_SEGMENT:
        return Level(Severity.MEDIUM, 0.5)
    return level


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "name"
    return (
        f"Resolve it and check where it leads: `path = (folder / {name}).resolve()`, then "
        "`if not path.is_relative_to(folder): raise PermissionError`."
    )


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=PATH,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.9)},
        sinks=(
            *(Sink(name, (0, "file", "path", "filename", "fp")) for name in _OPENERS),
            *(Sink(name, (0, "path", "name")) for name in _ONE_PATH),
            *(Sink(name, (0, 1, "src", "dst")) for name in _TWO_PATHS),
            *(Sink(name, (0, "path", "path_or_file", "filename_or_fp")) for name in _SENDERS),
            *(Sink(f".{name}", ("self",), _on_path, packages=("pathlib",)) for name in _PATH_METHODS),
            Sink("flask.send_from_directory", (0, "directory")),
            Sink(".save", (0,), _saves_upload),
        ),
        cleaners=(
            "flask.safe_join",
            "werkzeug.utils.safe_join",
            "werkzeug.security.safe_join",
            "django.utils._os.safe_join",
            "django.utils.text.get_valid_filename",
            "pathvalidate.sanitize_filename",
            ".get_available_name",
            ".get_valid_name",
        ),
    ),
    cwe=22,
    message="chooses the path that `{sink}` works on.",
    recommendation="Resolve the path and check with `is_relative_to(folder)` that it stays in its folder, or use `secure_filename`.",
    advise=_advice,
    judge=_levelled,
)
