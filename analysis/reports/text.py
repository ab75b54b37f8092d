"""The report that a person reads in a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from analysis.reports.wording import commit, counted, extent, summary
from findings.visible import visible

WIDTH: Final = 100
_INDENT: Final = " " * 4
_SNIPPET_LINES: Final = 6


def render(answer: Mapping[str, Any]) -> str:
    """The whole report, ending with the line that counts."""
    parts = [
        "\n".join(_head(answer)),
        *("\n".join(_file(path, found)) for path, found in groupby(answer["findings"], itemgetter("file"))),
        "\n".join(_notes("Not analysed as asked", map(_diagnostic, answer["diagnostics"]))),
        "\n".join(_notes("Suppressed in the source", map(_suppression, answer["suppressions"]))),
        summary(answer),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(answer: Mapping[str, Any]) -> Iterator[str]:
    metadata = answer["metadata"]
    yield f"Hefesto {metadata['version']}: {visible(answer['path'])}"
    about = [f"project {answer['project']}"] if answer["project"] else []
    if metadata["commit"]:
        about.append(visible(commit(metadata)))
    yield ", ".join([*about, extent(answer), answer["timestamp"]])


def _file(path: str, findings: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield visible(path)
    for finding in findings:
        place = f"{finding['line']}:{finding['column']}" if finding["column"] else str(finding["line"])
        status = f" ({finding['status']})" if finding["status"] in {"ignored", "wontfix"} else ""
        yield f"{place:>9}  {finding['severity']:<8}  {finding['analyzer']}/{finding['metadata']['rule']}{status}"
        yield from _wrapped(finding["description"])
        yield from _snippet(finding["code_snippet"] or "")
        for step in finding["metadata"].get("flow", ()):
            yield from _wrapped(f"line {step['line']}: {step['description']}", first="~ ")
        yield from _wrapped(finding["recommendation"], first="-> ")


def _wrapped(text: str, first: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=_INDENT * 3 + first,
        subsequent_indent=_INDENT * 3 + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _snippet(snippet: str) -> Iterator[str]:
    lines = textwrap.dedent(snippet.expandtabs(4)).splitlines()
    for line in lines[:_SNIPPET_LINES]:
        shown = visible(line)
        yield f"{_INDENT * 3}| {shown[:WIDTH]}{'…' if len(shown) > WIDTH else ''}".rstrip()
    if len(lines) > _SNIPPET_LINES:
        yield f"{_INDENT * 3}| … {counted(len(lines) - _SNIPPET_LINES, 'more line')}"


def _notes(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield f"{title} ({len(listed)})"
        yield from (f"{_INDENT}{line}" for line in listed)


def _diagnostic(diagnostic: Mapping[str, Any]) -> str:
    place = f"{diagnostic['path']}:{diagnostic['line']}" if diagnostic["line"] else diagnostic["path"]
    return visible(f"{place or '.'}: {diagnostic['message']} [{diagnostic['kind']}]")


def _suppression(suppression: Mapping[str, Any]) -> str:
    reason = f": {suppression['reason']}" if suppression["reason"] else ""
    return visible(f"{suppression['file']}:{suppression['line']}: {suppression['rule']} by {suppression['by']}{reason}")
