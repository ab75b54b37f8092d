"""Which files of a tree import which, by the dotted names they import."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

_INIT: Final = "__init__.py"


class Import(NamedTuple):
    """One imported name, absolute or with its leading dots, and where it is imported."""

    name: str
    line: int


Graph = dict[str, dict[str, int]]  # path to the paths it imports, each with the line of the first import


def graph(imports: Mapping[str, Iterable[Import]]) -> Graph:
    """The edges between files; an import of a package that the file itself lies in is none."""
    names = _module_names(imports)
    edges: Graph = {}
    for path, found in imports.items():
        own = edges.setdefault(path, {})
        for name, line in found:
            target = _resolved(name, path, names)
            if target is not None and target != path and not _lies_in(path, target):
                own.setdefault(target, line)
    return edges


def cycles(edges: Graph) -> Iterator[list[str]]:
    """One shortest cycle of each group of files that import each other, from its first path on."""
    for group in _components(edges):
        if len(group) > 1:
            yield _shortest_cycle(min(group), group, edges)


def _module_names(paths: Iterable[str]) -> dict[str, str]:
    """Dotted name to path: by the whole path, and from the outermost package on."""
    known = set(paths)
    names: dict[str, str] = {}
    for path in sorted(known):
        parts = path.removesuffix(f"/{_INIT}").removesuffix(".py").split("/")
        names[".".join(parts)] = path
        top = len(parts) - 1 if not path.endswith(_INIT) else len(parts)
        while top and "/".join([*parts[:top], _INIT]) in known:
            top -= 1
        names.setdefault(".".join(parts[top:]), path)
    return names


def _resolved(name: str, path: str, names: Mapping[str, str]) -> str | None:
    """The file that a name comes from: the module it names, or the one it is a part of."""
    if name.startswith("."):
        level = len(name) - len(name.lstrip("."))
        folders = path.split("/")[:-level]
        name = ".".join([*folders, *filter(None, name[level:].split("."))])
    return names.get(name) or names.get(name.rpartition(".")[0])


def _lies_in(path: str, package: str) -> bool:
    return package.endswith(_INIT) and path.startswith(package.removesuffix(_INIT))


def _components(edges: Graph) -> Iterator[set[str]]:
    """The strongly connected components: back from each node, those that finish last first (Kosaraju's algorithm)."""
    back: dict[str, list[str]] = {path: [] for path in edges}
    for path, targets in edges.items():
        for target in targets:
            back[target].append(path)
    taken: set[str] = set()
    for root in reversed(list(_finishing(edges))):
        if root not in taken:
            component = {root}
            queue = [root]
            for node in queue:  # grows while it is read
                fresh = [other for other in back[node] if other not in taken and other not in component]
                component.update(fresh)
                queue += fresh
            taken |= component
            yield component


def _finishing(edges: Graph) -> Iterator[str]:
    """Every node, after all that can be reached from it and was not reached before."""
    seen: set[str] = set()
    for root in edges:
        path = [] if root in seen else [(root, iter(edges[root]))]
        seen.add(root)
        while path:
            node, targets = path[-1]
            target = next((other for other in targets if other not in seen), None)
            if target is None:
                path.pop()
                yield node
            else:
                seen.add(target)
                path.append((target, iter(edges[target])))


def _shortest_cycle(start: str, group: set[str], edges: Graph) -> list[str]:
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:  # grows while it is read: breadth first
        for target in sorted(edges[node].keys() & group):
            if target == start:
                cycle = [node]
                while cycle[-1] != start:
                    cycle.append(came_from[cycle[-1]])
                return cycle[::-1]
            if target not in came_from:
                came_from[target] = node
                queue.append(target)
    return []
