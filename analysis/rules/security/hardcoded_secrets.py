"""A password, token or key is written into the source.

Whoever can read the code, a backup or the history of the repository can use it, and it cannot be changed without
a release. Found are tokens by the shapes and checksums of their providers, private keys, passwords in addresses and
connection strings, and literals whose name, place and text together say that they are a secret: an assignment, a
dictionary's entry, an argument, a default, a comparison. Placeholders, references to where a secret is kept, names
of fields and messages are none. The value is masked wherever it is shown. In tests and examples only what looks
drawn by a machine is reported, with low severity.
"""

import ast
from collections.abc import Iterator

from analysis.engine.configuration import is_development
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.detection import Secret, secrets
from analysis.engine.words import words
from findings.severity import Severity

CRYPTOGRAPHIC_KEY = 321


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.8,
    cwe=798,
    recommendation='Read the secret at run time, `os.environ["NAME"]`, and change the one that was published.',
    aliases=("S105", "S106", "S107", "B105", "B106", "B107"),
)
def check(_: ast.Module, module: Module, *, least_confidence: float = 0.4) -> Iterator[Hit]:
    """Report the secrets of the file that are at least this sure."""
    for secret in secrets(module):
        confidence = round(secret.confidence * (0.5 if module.is_test else 1.0), 2)
        if confidence >= (least_confidence / 2 if module.is_test else least_confidence):
            yield Hit(
                secret.at,
                f"{secret.what} is written into the source.",
                severity=_severity(secret, module),
                confidence=confidence,
                cwe=CRYPTOGRAPHIC_KEY if secret.is_key else None,
                recommendation=_recommendation(secret),
                secrets=secret.hidden,
            )


def _severity(secret: Secret, module: Module) -> Severity:
    if is_development(module):
        return Severity.LOW
    if secret.is_issued or secret.is_key:
        return Severity.CRITICAL if secret.confidence >= 0.9 else Severity.HIGH
    return Severity.MEDIUM if secret.is_fallback or secret.confidence < 0.6 else Severity.HIGH


def _recommendation(secret: Secret) -> str:
    if secret.is_issued:
        return 'Revoke it at its provider, and read the new one at run time, `os.environ["NAME"]`.'
    if secret.is_key and secret.name is None:
        return "Make a new key, keep it in a secret store or a file outside the repository, and load it at run time."
    if secret.is_fallback:
        return f'Let the start fail when nothing is configured: `os.environ["{_variable(secret)}"]`, without a default.'
    return f'Read it at run time, `os.environ["{_variable(secret)}"]`, and change the one that was published.'


def _variable(secret: Secret) -> str:
    """The environment variable to read: the name's words in upper case."""
    return "_".join(words(secret.name)).upper() if secret.name else "NAME"
