"""Statements: branches, loops, exceptions, and running functions of the file where they are called."""

import ast
from abc import ABC
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from analysis.engine.flow import guards, sources
from analysis.engine.flow.call import Call
from analysis.engine.flow.calls import Calls
from analysis.engine.flow.environment import Environment, meet, meet_all
from analysis.engine.flow.shapes import Items, Routine, element_of
from analysis.engine.flow.values import NONE, UNKNOWN, Value, derived, same
from analysis.engine.module import Module

_ENDING: Final = frozenset({"sys.exit", "os._exit", "exit", "quit", "flask.abort", "bottle.abort", "quart.abort"})
_DEEPEST_LOOP = 2
ENDLESS: Final = Value(trusted=True)  # what a function returns that never returns
_RUNNERS: Final[Mapping[type[ast.AST], str]] = {
    ast.Expr: "_expression",
    ast.Assign: "_assign",
    ast.AnnAssign: "_annotated",
    ast.AugAssign: "_augmented",
    ast.Delete: "_delete",
    ast.FunctionDef: "_define",
    ast.AsyncFunctionDef: "_define",
    ast.If: "_if",
    ast.Match: "_match",
    ast.For: "_for",
    ast.AsyncFor: "_for",
    ast.While: "_while",
    ast.Break: "_leave",
    ast.Continue: "_leave",
    ast.Try: "_try",
    ast.TryStar: "_try",
    ast.With: "_with",
    ast.AsyncWith: "_with",
    ast.Return: "_return",
    ast.Raise: "_raise",
    ast.Assert: "_assert",
}


class Statements(Calls, ABC):
    """Runs statements; what follows a branch is the join of its ends."""

    def __init__(self, module: Module, *, thorough: bool = True) -> None:
        super().__init__(module, thorough=thorough)
        self._runners = {kind: getattr(self, name) for kind, name in _RUNNERS.items()}

    def run(self, statements: Sequence[ast.stmt], environment: Environment) -> Environment | None:
        """The variables after some statements; None where they do not come to an end."""
        current: Environment | None = environment
        for statement in statements:
            runner = self._runners.get(type(statement))
            if runner is not None:
                current = runner(statement, current)
                if current is None:
                    return None
        return current

    def _expression(self, node: ast.Expr, environment: Environment) -> Environment | None:
        value = self.evaluate(node.value, environment)
        if isinstance(node.value, ast.Call):
            name = self.name(node.value.func)
            if name in _ENDING or value is ENDLESS:
                return None
        return environment

    def _assign(self, node: ast.Assign, environment: Environment) -> Environment:
        value = self.evaluate(node.value, environment)
        for target in node.targets:
            self.bind(target, value, environment)
        return environment

    def _annotated(self, node: ast.AnnAssign, environment: Environment) -> Environment:
        if node.value is not None:
            self.bind(node.target, self.evaluate(node.value, environment), environment)
        return environment

    def _augmented(self, node: ast.AugAssign, environment: Environment) -> Environment:
        whole = ast.BinOp(left=node.target, op=node.op, right=node.value)
        self.bind(node.target, self.evaluate(whole, environment), environment)
        return environment

    def _delete(self, node: ast.Delete, environment: Environment) -> Environment:
        for target in node.targets:
            self.unbind(target, environment)
        return environment

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, environment: Environment) -> Environment:
        function = self.definitions.by_node[node]
        if self.frame.function is not None:
            around = {**self.frame.around, **environment.variables}
            environment.variables[node.name] = Value(shape=Routine(function, around=around))
        return environment

    # Branches

    def _if(self, node: ast.If, environment: Environment) -> Environment | None:
        condition = self.evaluate(node.test, environment)
        if condition.is_const:
            return self.run(node.body if condition.const else node.orelse, environment)
        true, false = guards.of(condition)
        self.spend_copy(environment)
        otherwise = environment.marked(false)
        environment.mark(true)
        return meet(self.run(node.body, environment), self.run(node.orelse, otherwise))

    def _match(self, node: ast.Match, environment: Environment) -> Environment | None:
        subject = self.evaluate(node.subject, environment)
        ends: list[Environment | None] = []
        left = environment
        for case in node.cases:
            fits = self._fits(case.pattern, subject, environment)
            if fits is False:
                continue
            self.spend_copy(left)
            inner = left.copy()
            self._capture(case.pattern, subject, inner)
            if case.guard is not None:
                inner.mark(guards.of(self.evaluate(case.guard, inner))[0])
            elif _is_literal(case.pattern):
                inner.mark(guards.marks(subject, guards.strength(subject)))
            ends.append(self.run(case.body, inner))
            if fits is True and case.guard is None:
                return meet_all(ends)
        return meet_all([*ends, left])

    def _fits(self, pattern: ast.pattern, subject: Value, environment: Environment) -> bool | None:
        """Whether a pattern matches; None where that is not known."""
        if isinstance(pattern, ast.MatchAs):
            return True if pattern.pattern is None else self._fits(pattern.pattern, subject, environment)
        if isinstance(pattern, ast.MatchOr):
            each = [self._fits(inner, subject, environment) for inner in pattern.patterns]
            return True if True in each else None if None in each else False
        if not subject.is_const or not isinstance(pattern, ast.MatchValue | ast.MatchSingleton):
            return None
        if isinstance(pattern, ast.MatchSingleton):
            return subject.const is pattern.value
        value = self.evaluate(pattern.value, environment)
        return same(subject.const, value.const) if value.is_const else None

    def _capture(self, pattern: ast.pattern, subject: Value, environment: Environment) -> None:
        """Give the names in a pattern the subject or what may be inside it."""
        stack = [pattern]
        for inner in stack:
            if isinstance(inner, ast.MatchAs | ast.MatchStar) and inner.name is not None:
                environment.variables[inner.name] = subject if inner is pattern else derived(subject)
            stack += [child for child in ast.iter_child_nodes(inner) if isinstance(child, ast.pattern)]

    # Loops

    def _for(self, node: ast.For | ast.AsyncFor, environment: Environment) -> Environment | None:
        value = self.evaluate(node.iter, environment)
        element = sources.message(value, node) or element_of(value)

        def enter(inner: Environment) -> None:
            self.bind(node.target, element, inner)

        return self._loop(node, environment, enter)

    def _while(self, node: ast.While, environment: Environment) -> Environment | None:
        condition = self.evaluate(node.test, environment)
        if condition.is_const and not condition.const:
            return self.run(node.orelse, environment)

        def enter(inner: Environment) -> None:
            inner.mark(guards.of(self.evaluate(node.test, inner))[0])

        endless = bool(condition.is_const)
        return self._loop(node, environment, enter, endless=endless)

    def _loop(
        self,
        node: ast.For | ast.AsyncFor | ast.While,
        environment: Environment,
        enter: Callable[[Environment], None],
        *,
        endless: bool = False,
    ) -> Environment | None:
        """Run the body until what it changes has been seen: twice, once deep inside other loops."""
        left: list[Environment] = []
        self.frame.loops.append(left)
        before: Environment | None = environment
        try:
            for _ in range(2 if len(self.frame.loops) <= _DEEPEST_LOOP else 1):
                if before is None:
                    break
                self.spend_copy(before)
                inner = before.copy()
                enter(inner)
                before = meet(before, self.run(node.body, inner))
        finally:
            self.frame.loops.pop()
        if endless:
            return meet_all(left)
        after = None if before is None else self.run(node.orelse, before)
        return meet_all([after, *left])

    def _leave(self, _node: ast.Break | ast.Continue, environment: Environment) -> None:
        if self.frame.loops:
            self.frame.loops[-1].append(environment)

    # Exceptions and contexts

    def _try(self, node: ast.Try, environment: Environment) -> Environment | None:
        self.spend_copy(environment)
        before = environment.copy()
        after = self.run(node.body, environment)
        broken = meet(before, after) if after is not None else before
        ends = []
        for handler in node.handlers:
            self.spend_copy(before)
            inner = before.copy() if broken is None else broken.copy()
            inner.cleaned = dict(before.cleaned)
            if handler.name is not None:
                inner.variables[handler.name] = UNKNOWN
            ends.append(self.run(handler.body, inner))
        if after is not None and node.orelse:
            after = self.run(node.orelse, after)
        whole = meet_all([after, *ends])
        if node.finalbody:
            last = self.run(node.finalbody, whole if whole is not None else before.copy())
            return None if whole is None else last
        return whole

    def _with(self, node: ast.With | ast.AsyncWith, environment: Environment) -> Environment | None:
        for item in node.items:
            value = self.evaluate(item.context_expr, environment)
            if item.optional_vars is not None:
                self.bind(item.optional_vars, value, environment)
        return self.run(node.body, environment)

    # Ends

    def _return(self, node: ast.Return, environment: Environment) -> None:
        value = NONE if node.value is None else self.evaluate(node.value, environment)
        if self.frame.answers_html and node.value is not None:
            parts = value.shape.items if isinstance(node.value, ast.Tuple) and isinstance(value.shape, Items) else None
            call = Call(self, environment, node, name="return", arguments=parts or (value,))
            self.watch(call, "return")
        self.frame.returns.append((value, environment))

    def _raise(self, node: ast.Raise, environment: Environment) -> None:
        if node.exc is not None:
            self.evaluate(node.exc, environment)

    def _assert(self, node: ast.Assert, environment: Environment) -> Environment | None:
        environment.mark(guards.of(self.evaluate(node.test, environment))[0])
        return environment


def _is_literal(pattern: ast.pattern) -> bool:
    """Whether a pattern lets only values through that its author wrote."""
    if isinstance(pattern, ast.MatchOr):
        return all(_is_literal(inner) for inner in pattern.patterns)
    return isinstance(pattern, ast.MatchValue) or (
        isinstance(pattern, ast.MatchAs) and pattern.pattern is not None and _is_literal(pattern.pattern)
    )
