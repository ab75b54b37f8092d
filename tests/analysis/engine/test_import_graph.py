"""Which files import which, and where that goes round in circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.engine.import_graph import Graph, Import, cycles, graph


@pytest.mark.parametrize(
    ("path", "name", "target"),
    [
        ("shop/orders.py", "shop.lines", "shop/lines.py"),
        ("shop/orders.py", "shop.lines.Line", "shop/lines.py"),
        ("shop/orders.py", ".lines", "shop/lines.py"),
        ("shop/orders.py", ".lines.Line", "shop/lines.py"),
        ("shop/admin/site.py", "..lines.Line", "shop/lines.py"),
        ("tool.py", "shop.admin", "shop/admin/__init__.py"),
        ("tool.py", "shop.admin.Site", "shop/admin/__init__.py"),
        ("tool.py", "vendor.lib.part", "src/vendor/lib/part.py"),
        ("tool.py", "os.path", None),
        ("shop/orders.py", "shop.Shop", None),  # a package around the file
        ("shop/orders.py", "shop.orders.Order", None),  # the file itself
    ],
)
def test_a_name_leads_to_the_file_it_comes_from(path: str, name: str, target: str | None) -> None:
    files = ["shop/__init__.py", "shop/orders.py", "shop/lines.py", "shop/admin/__init__.py", "shop/admin/site.py"]
    files += ["tool.py", "src/vendor/__init__.py", "src/vendor/lib/__init__.py", "src/vendor/lib/part.py"]
    imports: dict[str, list[Import]] = {file: [] for file in files}
    imports[path] = [Import(name, 3)]
    assert graph(imports)[path] == ({} if target is None else {target: 3})


def test_a_circle_is_told_of_once_and_from_its_first_file_on() -> None:
    edges: Graph = {"a": {"b": 1}, "b": {"c": 1}, "c": {"b": 2, "d": 3}, "d": {}, "e": {"e2": 1}, "e2": {"a": 1}}
    assert list(cycles(edges)) == [["b", "c"]]


def test_of_several_ways_round_the_shortest_is_told() -> None:
    edges: Graph = {"a": {"b": 1, "c": 1}, "b": {"c": 1}, "c": {"d": 1}, "d": {"a": 1, "c": 1}}
    assert list(cycles(edges)) == [["a", "c", "d"]]


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    edges: Graph = {str(number): {str(number + 1): 1} for number in range(5_000)} | {"5000": {"0": 1}}
    [cycle] = cycles(edges)
    assert len(cycle) == 5_001


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_every_file_on_a_circle_is_in_a_group_that_is_told_of(pairs: set[tuple[int, int]]) -> None:
    edges: Graph = {str(number): {} for number in range(8)}
    for left, right in pairs:
        if left != right:
            edges[str(left)][str(right)] = 1
    found = list(cycles(edges))
    for cycle in found:
        steps = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
        assert all(target in edges[path] for path, target in steps)
    groups = {frozenset(reached(path, edges) & {p for p in edges if path in reached(p, edges)}) for path in edges}
    assert len(found) == len({group for group in groups if group})


def reached(start: str, edges: Graph) -> set[str]:
    """What can be reached from a file by at least one step."""
    found: set[str] = set()
    queue = [start]
    for path in queue:
        fresh = edges[path].keys() - found
        found |= fresh
        queue += fresh
    return found
