"""A model or data set is downloaded without saying which version.

What the name stands for can be replaced by its owner, or by who takes the account over: tomorrow's start then loads
something else.
"""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import argument, method_calls
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

FUNCTIONS: Final = ("huggingface_hub.hf_hub_download", "huggingface_hub.snapshot_download", "datasets.load_dataset")
LIBRARIES: Final = frozenset(
    {"datasets", "diffusers", "huggingface_hub", "peft", "sentence_transformers", "transformers"}
)
_REPOSITORY: Final = re.compile(r"^[\w.-]+/[\w.-]+$")


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.7,
    cwe=494,
    recommendation='Pin the commit that was tried: `revision="<commit>"`.',
    aliases=("B615",),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at downloads by name that pass no `revision`."""
    if module.is_test or not mentions(module, LIBRARIES):
        return
    for call in chain(module.calls_to(*FUNCTIONS), method_calls(module, "from_pretrained")):
        name = argument(call, "repo_id", 0) or argument(call, "pretrained_model_name_or_path") or argument(call, "path")
        repository = constant(name, module)
        pinned = argument(call, "revision") is not None or any(keyword.arg is None for keyword in call.keywords)
        if isinstance(repository, str) and _REPOSITORY.match(repository) and not pinned:
            local = constant(argument(call, "local_files_only"), module) is True
            if not local:
                yield Hit(call, f"`{repository}` is downloaded in whatever version it is then.")
