"""XML from outside is read by a parser that follows external entities.

An entity may name a file or an address, and its content comes back in the document. Reported are parsers that were
told to resolve entities (`resolve_entities=True`, `feature_external_ges`), and, with less confidence, lxml's default
parser on data of a request, which resolved external entities before lxml 5. Python's own parsers do not by default.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import XML, Source
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import attribute, kind_of
from analysis.engine.flow.values import Value
from findings.severity import Severity

_LXML: Final = (
    *(f"lxml.etree.{name}" for name in ("parse", "fromstring", "XML", "iterparse", "fromstringlist")),
    *(f"lxml.objectify.{name}" for name in ("parse", "fromstring")),
)
_LXML_PARSERS: Final = frozenset({"lxml.etree.XMLParser", "lxml.etree.ETCompatXMLParser"})
_DOM: Final = (
    "xml.dom.minidom.parse",
    "xml.dom.minidom.parseString",
    "xml.dom.pulldom.parse",
    "xml.dom.pulldom.parseString",
)
_BY_DEFAULT = {Source.REMOTE: Level(Severity.MEDIUM, 0.5)}


def _switch(parser: Value, name: str) -> bool | None:
    """A switch of a parser; None where it was not set to a constant."""
    value = attribute(parser, name)
    return bool(value.const) if value is not None and value.is_const else None


def _lxml_resolves(call: Call) -> bool:
    parser = call.argument(1, "parser")
    return parser is not None and kind_of(parser) in _LXML_PARSERS and _switch(parser, "resolve_entities") is True


def _lxml_may_resolve(call: Call) -> bool:
    parser = call.argument(1, "parser")
    if parser is None or parser.is_const:
        return not {"resolve_entities", "parser"} & call.keywords.keys()
    return kind_of(parser) in _LXML_PARSERS and attribute(parser, "resolve_entities") is None


def _follows(value: Value | None) -> bool:
    return (
        kind_of(value) == "xml.sax.parser"
        and value is not None
        and attribute(value, "external") is not None
        and (_switch(value, "external") is not False)
    )


def _sax_follows(call: Call) -> bool:
    return _follows(call.receiver)


def _dom_follows(call: Call) -> bool:
    return _follows(call.argument(1, "parser"))


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=XML,
        levels={
            Source.REMOTE: Level(Severity.HIGH, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.8),
            Source.LOCAL: Level(Severity.MEDIUM, 0.7),
            Source.STORED: Level(Severity.MEDIUM, 0.7),
            Source.PARAMETER: Level(Severity.MEDIUM, 0.7),
            Source.UNKNOWN: Level(Severity.MEDIUM, 0.6),
        },
        sinks=(
            *(Sink(name, (0, "source", "text"), _lxml_resolves) for name in _LXML),
            *(Sink(name, (0, "source", "text"), _lxml_may_resolve, _BY_DEFAULT) for name in _LXML),
            *(Sink(name, (0, "string", "file", "stream_or_string"), _dom_follows) for name in _DOM),
            *(Sink(f".{name}", (0, "source"), _sax_follows, packages=("xml",)) for name in ("parse", "feed")),
        ),
        cleaners=("defusedxml.ElementTree.fromstring", "defusedxml.minidom.parseString", "defusedxml.sax.parseString"),
    ),
    cwe=611,
    aliases=("S313", "S314", "S315", "S316", "S317", "S318", "S319", "S320", "B313", "B314", "B318", "B319", "B320"),
    message="is parsed as XML with external entities by `{sink}`.",
    recommendation="Write `etree.XMLParser(resolve_entities=False, no_network=True)`, or parse with `defusedxml`.",
)
