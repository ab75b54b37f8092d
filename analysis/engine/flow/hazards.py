"""What the flow rules declare: sinks, cleaners and how sure a flow from each source is."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.engine.flow.kinds import Source
from findings.severity import Severity

if TYPE_CHECKING:
    from analysis.engine.flow.call import Call
    from analysis.engine.module import Module


@dataclass(frozen=True, slots=True)
class Level:
    """How bad a flow is and how sure."""

    severity: Severity
    confidence: float


Condition = Callable[["Call"], bool]
ANY: tuple[int | str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Sink:
    """A call that must not get data from outside.

    `os.system` is a function, `.execute` a method of any object; `return` is what a view returns,
    `.__setitem__` and `.__setattr__` are assignments to `x[key]` and `x.name`.
    """

    name: str
    arguments: tuple[int | str, ...] = (0,)  # positions and keywords that are dangerous; ANY for all
    when: Condition | None = None
    levels: Mapping[Source, Level] | None = None  # where they differ from the hazard's
    packages: tuple[str, ...] = ()  # a file that imports none of these is not looked into for this sink


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hazard:
    """One weakness: where data from outside does harm, what makes it harmless."""

    rule: str  # `__name__` of the rule's module
    weakness: int
    levels: Mapping[Source, Level]
    sinks: tuple[Sink, ...]
    cleaners: tuple[str, ...] = ()
    plausible: Callable[["Module"], bool] | None = None  # whether a file could hold a flow from a parameter at all

    @property
    def rule_name(self) -> str:
        """The name of the rule."""
        return self.rule.rsplit(".", 1)[-1]


Places = set[int | str]


@dataclass(slots=True)
class Words:
    """The names of sinks that are worth looking for in a file, each with the places of its dangerous arguments."""

    functions: dict[str, Places] = field(default_factory=dict)  # builtins
    methods: dict[str, Places] = field(default_factory=dict)
    dotted: dict[str, Places] = field(default_factory=dict)
    tails: set[str] = field(default_factory=set)  # the last parts of the dotted names

    def add(self, sink: Sink) -> None:
        """Look for a sink too."""
        root, _, last = sink.name.rpartition(".")
        if root:
            self.tails.add(last)
            self.dotted.setdefault(sink.name, set()).update(sink.arguments)
        else:
            names = self.methods if sink.name.startswith(".") else self.functions
            names.setdefault(last, set()).update(sink.arguments)


@dataclass(slots=True)
class Registry:
    """All hazards of the loaded rules, by the names of their sinks and cleaners."""

    hazards: dict[int, Hazard] = field(default_factory=dict)
    sinks: dict[str, list[tuple[Sink, Hazard]]] = field(default_factory=dict)
    cleaners: dict[str, int] = field(default_factory=dict)
    packages: dict[str, list[tuple[Sink, Hazard]]] = field(
        default_factory=dict
    )  # by what a file imports; "" for all files
    _words: dict[Hashable, Words] = field(default_factory=dict)

    def add(self, hazard: Hazard) -> None:
        """Take a rule's hazard up; raises ValueError for a weakness that another rule has."""
        if hazard.weakness in self.hazards:
            message = f"Two flow rules declare the weakness {hazard.weakness:#x}."
            raise ValueError(message)
        self.hazards[hazard.weakness] = hazard
        self._words.clear()
        for sink in hazard.sinks:
            self.sinks.setdefault(sink.name, []).append((sink, hazard))
            root = sink.name.split(".", 1)[0] if "." in sink.name else ""
            for package in sink.packages or (root,):
                self.packages.setdefault(package, []).append((sink, hazard))
        for name in hazard.cleaners:
            self.cleaners[name] = self.cleaners.get(name, 0) | hazard.weakness

    def words(self, module: "Module", *, remote: bool, without: int = 0) -> Words:
        """What to look for in a file; where it has no requests, only what weaker sources matter for.

        Hazards whose weakness is in `without` are left out.
        """
        imported = {origin.split(".", 1)[0] for origin in module.imports.values()}
        packages = frozenset(imported & self.packages.keys()) | {""}
        key = (packages, remote, without)
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = Words()
            for package in packages:
                for sink, hazard in self.packages.get(package, ()):
                    if not hazard.weakness & without and (remote or _matters_without_request(sink, hazard)):
                        words.add(sink)
        return words

    def implausible(self, module: "Module") -> int:
        """The weaknesses that this file cannot have by a parameter alone."""
        several = self.hazards.values()
        return sum(h.weakness for h in several if h.plausible is not None and not module.memo(h.plausible))


def _matters_without_request(sink: Sink, hazard: Hazard) -> bool:
    return bool((sink.levels or hazard.levels).keys() - {Source.REMOTE, Source.MEMBER})


REGISTRY = Registry()
