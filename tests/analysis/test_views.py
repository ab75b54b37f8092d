"""Endpoints 3 and 4 over HTTP, with a real worker."""

import json
from typing import Any

import pytest

from analysis.models import Analysis, AnalysisResult, Occurrence
from findings.models import Finding
from tests.analysis.conftest import CLEAN, Writer
from tests.contract import ContractClient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("celery_worker")]


def test_an_analysis_answers_what_it_found(api: ContractClient, write: Writer) -> None:
    write("src/payments.py")
    response = api.post("/api/v1/analyze", {"path": "src/payments.py"})
    assert response.status_code == 200
    print(json.dumps(response.json(), indent=1))
