"""Data from outside becomes part of an LDAP filter or name.

`*` and `)(` in the data change what is asked: a login matches any user. Escape it with `escape_filter_chars`, in
names with `escape_dn_chars`.
"""

import re
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import LDAP, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.values import skeleton
from findings.severity import Severity

_FILTER: Final = re.compile(r"\s*\(\s*[&|!(\w]")
_NAME: Final = re.compile(r"\s*(cn|uid|ou|dc)=", re.IGNORECASE)
_PLACES: Final = ("search_filter", "filterstr", "filter", "search_base", "base", "base_dn")


def _is_directory(call: Call) -> bool:
    """Whether it is a directory that is searched, by its name or by the shape of a filter."""
    named = any(name in call.keywords for name in ("search_filter", "filterstr", "search_base"))
    if named or words(call.receiver_name) & {"ldap", "ldap3"}:
        return True
    texts = [skeleton(value) for value in call.values()]
    return any(_FILTER.match(text) or _NAME.match(text) for text in texts)


def _levelled(flow: Flow, level: Level) -> Level | None:
    return level if flow.source is not Source.PARAMETER or _FILTER.match(skeleton(flow.value)) else None


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    return f'Write `f"(uid={{escape_filter_chars({name})}})"`, from `ldap.filter` or `ldap3.utils.conv`.'


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=LDAP,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.9), Source.PARAMETER: Level(Severity.MEDIUM, 0.55)},
        sinks=(
            *(
                Sink(f".{name}", (0, 2, *_PLACES))
                for name in ("search_s", "search_st", "search_ext", "search_ext_s", "search_ext_async", "paged_search")
            ),
            Sink(".search", (0, 1, *_PLACES), _is_directory, packages=("ldap", "ldap3", "django_auth_ldap", "bonsai")),
        ),
        cleaners=(
            "ldap.filter.escape_filter_chars",
            "ldap.dn.escape_dn_chars",
            "ldap3.utils.conv.escape_filter_chars",
            "ldap3.utils.dn.escape_rdn",
            "ldap.filter.filter_format",
            "django_auth_ldap.config.LDAPSearch",
        ),
    ),
    cwe=90,
    message="becomes part of the LDAP query of `{sink}`.",
    recommendation="Escape the data with `ldap3.utils.conv.escape_filter_chars(…)` before it goes into a filter.",
    advise=_advice,
    judge=_levelled,
)
