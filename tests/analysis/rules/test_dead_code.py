"""What another file uses is alive."""

from analysis.engine.rule import Hit
from tests.analysis.rules.conftest import FindAcross

HELPER = """
def _helper(a):
    return a

_LIMIT = 5

class _Part:
    pass
"""


def names(found: list[tuple[str, Hit]]) -> list[str]:
    return [hit.description.split("`")[1] for _, hit in found]


def test_what_no_file_uses_is_dead(find_across: FindAcross) -> None:
    found = find_across("dead_code", {"a.py": HELPER, "b.py": "print(1)"})
    assert names(found) == ["_helper", "_Part", "_LIMIT"]
    assert {path for path, _ in found} == {"a.py"}


def test_what_another_file_imports_reads_or_names_is_alive(find_across: FindAcross) -> None:
    user = """
    import a
    from a import _helper
    print(a._LIMIT, getattr(a, "_Part"))
    """
    assert find_across("dead_code", {"a.py": HELPER, "b.py": user}) == []


def test_a_name_put_together_keeps_what_it_starts(find_across: FindAcross) -> None:
    visitor = """
    class Visitor:
        def _visit_name(self):
            return 1

        def _visit_call(self):
            return 2

        def _leave(self):
            return 3
    """
    user = 'getattr(visitor, "_visit_%s" % kind)()'
    assert names(find_across("dead_code", {"a.py": visitor, "b.py": user})) == ["_leave"]


def test_one_file_alone_reports_only_what_no_other_file_can_use(find_across: FindAcross) -> None:
    code = """
    def _helper():
        def inner():
            return 1
        return 2

    class Machine:
        def __turn(self):
            return 3
    """
    assert names(find_across("dead_code", {"a.py": code})) == ["inner", "__turn"]


def test_what_a_base_class_may_call_is_alive(find_across: FindAcross) -> None:
    code = """
    class Handler(Base):
        def _handle(self):
            return 1
    """
    assert find_across("dead_code", {"a.py": code, "b.py": "print(1)"}) == []
