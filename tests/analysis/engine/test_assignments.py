"""Assignments are found by what they set."""

import ast

from analysis.engine.assignments import to_attribute, to_key
from analysis.engine.module import Module


def test_attributes_and_keys_are_found_by_their_names() -> None:
    code = "session.verify = False\nother.verify = 1\nos.environ['HOST'] = 'a'\nverify = 2\nlist[0] = 3\nx[key] = 4"
    module = Module("a.py", code, ast.parse(code))
    assert [ast.unparse(one) for one in to_attribute(module, "verify", "absent")] == [
        "session.verify = False",
        "other.verify = 1",
    ]
    assert [ast.unparse(one) for one in to_key(module, "HOST")] == ["os.environ['HOST'] = 'a'"]
