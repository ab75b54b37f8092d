"""Data is unpickled, which runs whatever code the data names.

`pickle` and what stands on it (dill, cloudpickle, joblib, shelve, jsonpickle, pandas' and torch's loaders) call any
function that the data asks for while loading. Reported is everything that is not made of constants or of
`pickle.dumps` itself; data from a request is critical. Data whose signature was compared with `hmac.compare_digest`
is silent.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import OBJECTS, Source
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity

_LOADERS: Final = (
    *(f"{package}.{name}" for package in ("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal") for name in ("load", "loads")),
    "pickle.Unpickler", "dill.Unpickler", "jsonpickle.decode", "jsonpickle.loads", "joblib.load", "pandas.read_pickle",
    "shelve.open", "torch.jit.load", "sklearn.externals.joblib.load",
)  # fmt: skip


def _any_object(call: Call) -> bool:
    return call.constant(-1, "weights_only") is not True


def _allows_pickle(call: Call) -> bool:
    return call.constant(-1, "allow_pickle") is True


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=OBJECTS,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.8),
            Source.LOCAL: Level(Severity.MEDIUM, 0.6),
            Source.STORED: Level(Severity.MEDIUM, 0.6),
            Source.PARAMETER: Level(Severity.MEDIUM, 0.6),
            Source.UNKNOWN: Level(Severity.MEDIUM, 0.55),
        },
        sinks=(
            *(Sink(name, (0, "data", "filename", "string", "file")) for name in _LOADERS),
            Sink("torch.load", (0, "f"), _any_object),
            Sink("numpy.load", (0, "file"), _allows_pickle),
        ),
        cleaners=(
            *(f"{package}.dumps" for package in ("pickle", "dill", "cloudpickle", "marshal")),
            ".unsign",
            ".unsign_object",
            "itsdangerous.Signer.unsign",
            "django.core.signing.loads",
        ),
    ),
    cwe=502,
    aliases=("S301", "S302", "B301", "B302", "B614"),
    message="is loaded by `{sink}`, which runs what the data says.",
    recommendation="Keep such data as JSON: `json.loads(data)`; where it must be pickle, compare its HMAC with `hmac.compare_digest` first.",
)
