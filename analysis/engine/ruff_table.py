"""The rules that ruff looks for, declared as rows of `from_ruff.toml`: its codes, our names and words."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from analysis.engine.rule import Rule, Terms
from findings.severity import Severity

TABLE: Final = "from_ruff.toml"
_REQUIRED: Final[Mapping[str, type]] = {
    "ruff": list,
    "severity": str,
    "confidence": float,
    "title": str,
    "recommendation": str,
}
_OPTIONAL: Final[Mapping[str, type]] = {"cwe": int, "manual": str, "aliases": list, "yields_to": list}


def read_table(path: Path) -> Iterator[Rule]:
    """The rules of one analyzer's table; raises ValueError naming the row that is wrong."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, row in rows.items():
        if complaint := _complaint(row):
            raise ValueError(f"{path.parent.name}/{path.name}: [{name}] {complaint}")
        yield _rule(name, path.parent.name, row)


def _complaint(row: Any) -> str | None:
    """What is wrong with a row, or None."""
    if not isinstance(row, dict):
        return "is not a table."
    kinds = {**_REQUIRED, **_OPTIONAL}
    if missing := sorted(_REQUIRED.keys() - row.keys()):
        return f"lacks {', '.join(missing)}."
    if unknown := sorted(row.keys() - kinds.keys()):
        return f"has unknown keys: {', '.join(unknown)}."
    if wrong := [key for key, value in row.items() if not isinstance(value, kinds[key])]:
        return f"{wrong[0]} must be of type {kinds[wrong[0]].__name__}."
    if not row["ruff"] or row["severity"] not in Severity.__members__:
        return "needs at least one code, and a severity of LOW, MEDIUM, HIGH or CRITICAL."
    return None


def _rule(name: str, analyzer: str, row: Mapping[str, Any]) -> Rule:
    codes = tuple(row["ruff"])
    return Rule(
        name=name,
        analyzer=analyzer,
        manual="\n\n".join(text.strip() for text in (row["title"], row.get("manual", "")) if text),
        terms=Terms(
            severity=Severity[row["severity"]],
            confidence=row["confidence"],
            recommendation=row["recommendation"],
            cwe=row.get("cwe"),
            aliases=(*codes, *row.get("aliases", ())),
            yields_to=tuple(row.get("yields_to", ())),
        ),
        codes=codes,
    )
