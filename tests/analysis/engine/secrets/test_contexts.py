"""A literal meets its name in an assignment, a dictionary, a call, a default or a comparison."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.secrets.contexts import Candidate, Meeting, candidates


def met(code: str) -> list[Candidate]:
    return list(candidates(Module("a.py", code, ast.parse(code))))


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("password = 'x1'", Meeting.ASSIGNED),
        ("password: str = 'x1'", Meeting.ASSIGNED),
        ("self.password = 'x1'", Meeting.ASSIGNED),
        ("config['password'] = 'x1'", Meeting.ASSIGNED),
        ("a, password = 1, 'x1'", Meeting.ASSIGNED),
        ("(password := 'x1')", Meeting.ASSIGNED),
        ("password = b'x1'", Meeting.ASSIGNED),
        ("password = 'x' + '1'", Meeting.ASSIGNED),
        ("password = 'x1'.encode()", Meeting.ASSIGNED),
        ("password = base64.b64decode('x1')", Meeting.ASSIGNED),
        ("password = SecretStr('x1')", Meeting.ASSIGNED),
        ("password = 'x1' if a else b", Meeting.ASSIGNED),
        ("setattr(user, 'password', 'x1')", Meeting.ASSIGNED),
        ("headers.setdefault('password', 'x1')", Meeting.ASSIGNED),
        ("f({'password': 'x1'})", Meeting.MAPPED),
        ("f(password='x1')", Meeting.PASSED),
        ("def f(password='x1'): pass", Meeting.DEFAULT),
        ("def f(*, password='x1'): pass", Meeting.DEFAULT),
        ("lambda password='x1': 1", Meeting.DEFAULT),
        ("parser.add_argument('-p', '--password', default='x1')", Meeting.DEFAULT),
        ("if password == 'x1': pass", Meeting.COMPARED),
        ("if 'x1' != user.password: pass", Meeting.COMPARED),
        ("if request.form.get('password') == 'x1': pass", Meeting.COMPARED),
        ("password = os.environ.get('A', 'x1')", Meeting.FALLBACK),
        ("password = a or 'x1'", Meeting.FALLBACK),
        ("f(os.getenv('PASSWORD', 'x1'))", Meeting.FALLBACK),
        ("f(config('PASSWORD', default='x1'))", Meeting.FALLBACK),
    ],
)
def test_a_name_and_a_literal_meet(code: str, how: Meeting) -> None:
    found = met(code)
    assert {(one.name.lower().lstrip("-"), one.literal.text, one.how) for one in found} == {("password", "x1", how)}


@pytest.mark.parametrize(
    "code",
    [
        "password = read()",
        "password = other",
        "password = None",
        "password = os.environ['PASSWORD']",
        "password = os.environ.get('PASSWORD')",
        "password = config.get(section, 'password')",
        "password = _('Your password')",
        "password = f'{a}'",
        "password = 3",
        "name = 'x1'",
        "password_field = 'x1'",
        "if password in ('a', 'b'): pass",
        "if password < 'x1': pass",
        "class Kind(Enum):\n    PASSWORD = 'x1'",
        "class Kind(models.TextChoices):\n    PASSWORD = 'x1'",
        "{**password}",
    ],
)
def test_other_values_and_names_do_not(code: str) -> None:
    assert not met(code)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("connect(password='x1')", True),
        ("create_superuser(password='x1')", True),
        ("f({'user': 'a', 'password': 'x1'})", True),
        ("paint(password='x1')", False),
        ("LoginForm(password='x1')", False),
        ("f({'password': 'x1'})", False),
        ("f({'user': user, 'password': 'x1'})", False),
    ],
)
def test_a_login_leaves_no_doubt(code: str, expected: bool) -> None:
    assert [one.is_credential for one in met(code)] == [expected]
