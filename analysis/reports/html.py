"""The report that a person opens in a browser or prints: one file, no script, nothing loaded from anywhere."""

import base64
import hashlib
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from analysis.reports.wording import SEVERITIES, commit, counted, extent, summary, titled
from findings.prose import prose
from findings.visible import visible

_BAR_UNITS: Final = 1000
_MOST_RANKED: Final = 12  # rules and files that are seen at once; the rest is folded


def render(answer: Mapping[str, Any]) -> str:
    """The whole page."""
    style = _style()
    return render_to_string(
        "analysis/report.html",
        {
            "answer": answer,
            "title": titled(answer["path"]),
            "style": mark_safe(style),  # noqa: S308 - our own file
            "policy": content_security_policy(style),
            "headline": summary(answer),
            "total": f"{answer['summary']['total_issues']:,}",
            "noun": "issue" if answer["summary"]["total_issues"] == 1 else "issues",
            "facts": list(_facts(answer)),
            "segments": list(_segments(answer["summary"])),
            "rules": _rules(answer["findings"]),
            "most_ranked": _MOST_RANKED,
            "rest": -_MOST_RANKED,
            "files": (files := list(_files(answer["findings"]))),
            "worst_files": sorted(files, key=itemgetter("numbers"), reverse=True),
            "diagnostics": [_placed(found, "path", "message") for found in answer["diagnostics"]],
            "suppressions": [_placed(found, "file", "rule", "by", "reason") for found in answer["suppressions"]],
        },
    )


def content_security_policy(style: str | None = None) -> str:
    """What the page may do: show this one style sheet, and nothing else."""
    digest = hashlib.sha256((style if style is not None else _style()).encode()).digest()
    allowed = base64.b64encode(digest).decode()
    return f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"


def _style() -> str:
    return render_to_string("analysis/report.css").strip()


def _facts(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    metadata = answer["metadata"]
    if answer["project"]:
        yield "Project", answer["project"]
    if metadata["commit"]:
        yield "Revision", visible(commit(metadata))
    yield "Looked at", extent(answer)
    yield "Analyzers", ", ".join(name.replace("_", " ") for name in metadata["analyzers"])
    if metadata["exclude_patterns"]:
        yield "Without", visible(" ".join(metadata["exclude_patterns"]))
    if answer["project"] and answer["findings"]:
        yield "New", f"{metadata['new_findings']:,}"
    if metadata["resolved_findings"]:
        yield "Resolved", f"{metadata['resolved_findings']:,}"


def _segments(counts: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """One stretch of the bar for each severity."""
    start = 0.0
    for severity in SEVERITIES:
        width = _BAR_UNITS * counts[severity] / (counts["total_issues"] or 1)
        count = counts[severity]
        yield {
            "severity": severity,
            "count": count,
            "shown": f"{count:,}",
            "start": f"{start:.2f}",
            "width": f"{width:.2f}",
        }
        start += width


def _rules(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter((f["metadata"]["rule"], f["analyzer"], f["metadata"].get("cwe")) for f in findings)
    return [
        {"name": name, "analyzer": analyzer.replace("_", " "), "cwe": cwe and f"CWE-{cwe}", "count": f"{count:,}"}
        for (name, analyzer, cwe), count in counts.most_common()
    ]


def _files(findings: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, (path, group) in enumerate(groupby(findings, itemgetter("file")), start=1):
        listed = list(group)
        counts = Counter(finding["severity"].lower() for finding in listed)
        yield {
            "path": visible(path),
            "anchor": f"file-{number}",
            "numbers": [counts[severity] for severity in SEVERITIES],
            "counts": [f"{counts[severity]:,}" if counts[severity] else "" for severity in SEVERITIES],
            "total": counted(len(listed), "finding"),
            "findings": mark_safe("".join(map(_finding, listed))),  # noqa: S308 - escaped piece by piece
        }


def _finding(finding: Mapping[str, Any]) -> str:
    """One article; put together by hand, as ten thousand of them take a template seconds."""
    severity = _escaped(finding["severity"].lower())
    identity = _escaped(finding["id"])
    place = f"line {finding['line']}" + (f":{finding['column']}" if finding["column"] else "")
    snippet = textwrap.dedent(finding["code_snippet"] or "").strip("\r\n")
    is_quiet = finding["status"] in {"ignored", "wontfix"}
    return "".join(
        (
            f'<article class="finding {severity}" id="{identity}">\n<h3><span class="badge {severity}">{severity}</span>',
            f"<code>{_escaped(finding['metadata']['rule'])}</code>",
            f'<span class="badge quiet">{_escaped(finding["status"])}</span>' if is_quiet else "",
            f'<a class="place" href="#{identity}">{place}</a></h3>\n',
            f"<p>{prose(finding['description'])}</p>\n",
            f"<pre><code>{_escaped(snippet)}</code></pre>\n" if snippet else "",
            _flow(finding["metadata"].get("flow", ())),
            f'<p class="advice"><b>Instead</b> {prose(finding["recommendation"])}</p>\n',
            f'<p class="about">{_escaped(", ".join(_about(finding)))}</p>\n</article>\n',
        )
    )


def _flow(steps: Iterable[Mapping[str, Any]]) -> str:
    """The way that data takes from where it comes in to where it does harm."""
    items = "".join(f"<li>line {int(step['line'])}: {prose(step['description'])}</li>\n" for step in steps)
    return f'<ol class="flow">\n{items}</ol>\n' if items else ""


def _about(finding: Mapping[str, Any]) -> Iterator[str]:
    metadata = finding["metadata"]
    yield finding["analyzer"].replace("_", " ")
    if metadata["function"] or metadata.get("class"):
        yield f"in {metadata['function'] or metadata['class']}"
    if "complexity_score" in finding:
        yield f"complexity {finding['complexity_score']}"
    if metadata.get("cwe"):
        yield f"CWE-{metadata['cwe']}"
    yield f"confidence {finding['confidence']:.0%}"


def _placed(entry: Mapping[str, Any], path: str, *names: str) -> dict[str, str]:
    place = f"{entry[path]}:{entry['line']}" if entry["line"] else entry[path] or "."
    return {"place": visible(place)} | {name: visible(entry[name]) for name in names}


def _escaped(text: str) -> SafeString:
    return escape(visible(text))
