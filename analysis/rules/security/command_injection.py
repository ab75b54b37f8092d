"""Data from outside becomes part of a command that a shell reads, or names the program that is run.

A shell reads `;`, `|` and `$(…)` in the data as commands of their own. A list of arguments without a shell is safe
and silent, so are constants and data that went through `shlex.quote`.

Data from a request is certain; a parameter of a function that the file does not call counts less.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import SHELL, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import Items
from analysis.engine.flow.values import Value
from findings.severity import Severity

_SHELLS: Final = frozenset({"sh", "bash", "zsh", "dash", "ksh", "cmd", "cmd.exe", "powershell", "pwsh", "su", "ssh"})
_SWITCHES: Final = frozenset({"-c", "/c", "/C", "-Command"})
_RUNNERS: Final = tuple(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen"))
_WHOLE_COMMANDS: Final = (
    "os.system", "os.popen", "os.popen2", "os.popen3", "subprocess.getoutput", "subprocess.getstatusoutput",
    "commands.getoutput", "commands.getstatusoutput", "popen2.popen2", "asyncio.create_subprocess_shell", "pexpect.run",
    "asyncio.subprocess.create_subprocess_shell", "anyio.run_process",
)  # fmt: skip
_PROGRAMS: Final = (
    "os.execl", "os.execle", "os.execlp", "os.execlpe", "os.execv", "os.execve", "os.execvp", "os.execvpe", "os.startfile",
    "os.posix_spawn", "pty.spawn", "pexpect.spawn", "asyncio.create_subprocess_exec",
)  # fmt: skip
_REQUESTED = {Source.REMOTE: Level(Severity.HIGH, 0.85)}


def _command(call: Call) -> Value | None:
    return call.argument(0, "args", "cmd", "command")


def _through_shell(call: Call) -> bool:
    shell = call.keywords.get("shell")
    if shell is not None and (not shell.is_const or bool(shell.const)):
        return True
    return _hands_to_shell(_command(call))


def _hands_to_shell(command: Value | None) -> bool:
    """Whether a list of arguments is `sh -c …`; the program may be one of several."""
    if command is None or not isinstance(command.shape, Items) or not command.shape.items:
        return False
    program, *rest = command.shape.items
    if program.is_const and str(program.const).rsplit("/", 1)[-1] not in _SHELLS:
        return False
    return program.trusted and any(item.is_const and item.const in _SWITCHES for item in rest)


def _names_program(call: Call) -> bool:
    """Whether the data stands where the program stands."""
    command = _command(call)
    if _through_shell(call) or command is None:
        return False
    if isinstance(command.shape, Items) and command.shape.items is not None:
        return bool(command.shape.items) and bool(command.shape.items[0].taint)
    return True


def _levelled(flow: Flow, level: Level) -> Level | None:
    """Variables of the environment are set by who runs the program."""
    if flow.taint is not None and flow.taint.label.startswith(("os.environ", "os.getenv")):
        return None
    return level


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    return (
        f'Pass a list and no shell: `subprocess.run(["program", {name}], check=True)`; where a shell must be, '
        f"`shlex.quote({name})`."
    )


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=SHELL,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.7),
            Source.LOCAL: Level(Severity.MEDIUM, 0.6),
            Source.PARAMETER: Level(Severity.HIGH, 0.5),
        },
        sinks=(
            *(Sink(name, (0, "command", "cmd", "args")) for name in _WHOLE_COMMANDS),
            *(Sink(name, (0, "args", "cmd", "command"), _through_shell) for name in _RUNNERS),
            *(Sink(name, (0, "args", "cmd", "command"), _names_program, _REQUESTED) for name in _RUNNERS),
            *(Sink(name, (0, 1, "path", "file"), None, _REQUESTED) for name in _PROGRAMS),
            *(
                Sink(f"os.spawn{kind}", (1, 2), None, _REQUESTED)
                for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
            ),
            Sink(".exec_command", (0, "command")),
        ),
        cleaners=("shlex.quote", "pipes.quote", "shlex.join", "django.utils.text.slugify"),
    ),
    cwe=78,
    aliases=("S602", "S604", "S605", "S606", "S609", "B602", "B604", "B605", "B606", "B609"),
    message="becomes part of the command of `{sink}`.",
    recommendation='Pass a list of arguments and no shell: `subprocess.run(["program", argument], check=True)`.',
    advise=_advice,
    judge=_levelled,
)
