"""A library writes to standard output, where its user did not ask for it.

Printing is a program's business: files that run as a script (`if __name__ == "__main__"`), that parse a command line,
or that lie in a folder of commands, scripts or examples are left alone, and so are tests, `print(..., file=...)`, and
`pprint.pprint(..., stream)`.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_PRINTS = ("print", "builtins.print", "pprint.pprint", "pprint.pp")
_COMMAND_LINES = frozenset(
    {"argparse", "click", "typer", "optparse", "fire", "docopt", "cmd", "code", "cleo", "IPython"}
)
_PROGRAM_FOLDERS = frozenset(
    {
        "commands",
        "management",
        "bin",
        "scripts",
        "tools",
        "examples",
        "example",
        "docs",
        "benchmarks",
        "cli",
        "notebooks",
    }
)
_PROGRAM_FILES = frozenset({"__main__.py", "manage.py", "setup.py", "main.py", "cli.py", "noxfile.py", "tasks.py"})


@rule(
    ast.Module,
    severity=Severity.LOW,
    recommendation="Use a logger: `logger = logging.getLogger(__name__)`, then `logger.info(...)`.",
    aliases=("T201", "T203"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for calls of `print` and `pprint` in files that are no programs."""
    calls = [call for call in module.calls_to(*_PRINTS) if not _chooses_stream(call)]
    if calls and not _is_program(module):
        for call in calls:
            yield Hit(call, "This prints to standard output, where the library's user decides what is shown.")


def _chooses_stream(call: ast.Call) -> bool:
    return any(keyword.arg in {"file", "stream"} for keyword in call.keywords)


def _is_program(module: Module) -> bool:
    *folders, name = module.path.split("/")
    if module.is_test or name in _PROGRAM_FILES or not _PROGRAM_FOLDERS.isdisjoint(folders):
        return True
    imported = {origin.partition(".")[0] for origin in module.imports.values()}
    return not _COMMAND_LINES.isdisjoint(imported) or any(_asks_for_main(node) for node in module.nodes(ast.If))


def _asks_for_main(node: ast.If) -> bool:
    return (
        isinstance(node.test, ast.Compare) and isinstance(node.test.left, ast.Name) and node.test.left.id == "__name__"
    )
