"""An analysis from its order to its end, with the real engine and database."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from analysis import leases, selectors, services
from analysis.engine.limits import Limits
from analysis.engine.run import Engine
from analysis.examination import ANALYZERS, Order, Progress
from analysis.models import Analysis, Occurrence
from findings.models import Finding
from findings.severity import Severity
from hefesto_site.access.selectors import project_for
from tests.analysis.conftest import CLEAN, MANY_PARAMETERS, Writer
from tests.analysis.test_revisions import commit_all, git
from tests.contract import ContractClient

pytestmark = pytest.mark.django_db(transaction=True)

Run = Callable[..., Analysis]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Return an engine that stays warm."""
    with Engine() as made:
        yield made


@pytest.fixture
def run(engine: Engine) -> Run:
    """Return a runner of analyses in this process."""

    def run_analysis(
        path: str = ".",
        *,
        analyzers: tuple[str, ...] = ("code_smells",),
        threshold: Severity = Severity.LOW,
        exclude: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> Analysis:
        order = Order(path=path, analyzers=analyzers, threshold=threshold, exclude_patterns=exclude)
        location = services.workspace().locate(path)
        analysis = services.ordered(order, location=location, project=project_for(location, None, None))
        analysis.save()
        claimed = leases.claim(analysis.pk)
        assert claimed is not None
        services.run(claimed, engine=engine, progress=progress)
        claimed.refresh_from_db()
        return claimed

    return run_analysis


def answer_of(analysis: Analysis) -> dict[str, Any]:
    """What an analysis answered."""
    return dict(orjson.loads(selectors.answer_of(analysis)))


def statuses() -> dict[str, str]:
    """Each file's finding by where it stands."""
    return dict(Finding.objects.values_list("file_path", "status"))


# What is no longer there


def test_findings_of_a_file_that_is_gone_are_resolved(run: Run, write: Writer) -> None:
    write("src/stays.py", MANY_PARAMETERS)
    goes = write("src/goes.py", MANY_PARAMETERS)
    run("src")
    goes.unlink()
    analysis = run("src")
    assert statuses() == {"src/stays.py": "open", "src/goes.py": "resolved"}
    assert analysis.resolved_findings == 1
    assert answer_of(analysis)["metadata"]["resolved_findings"] == 1


def test_findings_of_a_folder_that_is_gone_are_resolved_from_above(run: Run, write: Writer, workspace: Any) -> None:
    write("src/old/a.py", MANY_PARAMETERS)
    write("src/new/b.py", MANY_PARAMETERS)
    run()
    (workspace / "src/old/a.py").unlink()
    (workspace / "src/old").rmdir()
    run("src")
    assert statuses() == {"src/old/a.py": "resolved", "src/new/b.py": "open"}


def test_an_analysis_elsewhere_resolves_nothing(run: Run, write: Writer) -> None:
    write("here/a.py", MANY_PARAMETERS)
    gone = write("there/b.py", MANY_PARAMETERS)
    run()
    gone.unlink()
    run("here")
    assert statuses() == {"here/a.py": "open", "there/b.py": "open"}


def test_what_a_request_excludes_is_not_resolved_even_when_it_is_gone(run: Run, write: Writer) -> None:
    write("src/a.py", MANY_PARAMETERS)
    gone = write("tests/b.py", MANY_PARAMETERS)
    write("tests/c.py", MANY_PARAMETERS)
    run()
    gone.unlink()
    run(exclude=("tests/",))
    assert statuses() == {"src/a.py": "open", "tests/b.py": "open", "tests/c.py": "open"}
    run(exclude=("c.py",))
    assert statuses() == {"src/a.py": "open", "tests/b.py": "resolved", "tests/c.py": "open"}


def test_findings_of_a_file_that_cannot_be_parsed_any_more_stay_open(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    run()
    write("a.py", "def f(:\n")
    run()
    assert statuses() == {"a.py": "open"}


def test_findings_of_a_file_that_git_ignores_by_now_stay_open(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    run()
    write(".gitignore", "a.py\n")
    run()
    assert statuses() == {"a.py": "open"}


def test_another_analyzer_or_threshold_resolves_nothing(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    run()
    write("a.py", CLEAN)
    run(analyzers=("security",))
    run(threshold=Severity.CRITICAL)
    assert statuses() == {"a.py": "open"}
    run()
    assert statuses() == {"a.py": "resolved"}


def test_a_file_replaced_by_a_link_is_gone(run: Run, write: Writer, workspace: Any) -> None:
    write("src/a.py", MANY_PARAMETERS)
    run()
    (workspace / "src/a.py").rename(workspace / "src/b.py")
    (workspace / "src/a.py").symlink_to("/etc/passwd")
    run()
    assert statuses() == {"src/a.py": "resolved", "src/b.py": "open"}


# What git says


def test_commit_and_branch_are_recorded(run: Run, write: Writer, workspace: Any) -> None:
    write("a.py", MANY_PARAMETERS)
    git(workspace, "init", "-q")
    commit = commit_all(workspace)
    analysis = run()
    assert (analysis.commit, analysis.branch, analysis.dirty) == (commit, "main", False)
    write("b.py", CLEAN)
    assert run().dirty is True
    metadata = answer_of(run("a.py"))["metadata"]
    assert (metadata["commit"], metadata["branch"], metadata["dirty"]) == (commit, "main", False)


@pytest.mark.parametrize("stage", ["committed", "staged", "only moved"])
def test_a_renamed_file_keeps_its_findings(run: Run, write: Writer, workspace: Any, stage: str) -> None:
    write("src/old.py", MANY_PARAMETERS)
    git(workspace, "init", "-q")
    commit_all(workspace)
    before = answer_of(run())["findings"][0]
    if stage == "only moved":
        (workspace / "src/old.py").rename(workspace / "src/new.py")
    else:
        git(workspace, "mv", "src/old.py", "src/new.py")
    if stage == "committed":
        commit_all(workspace)
    after = answer_of(run())["findings"][0]
    assert (before["id"], before["file"], after["file"]) == (after["id"], "src/old.py", "src/new.py")
    assert statuses() == {"src/new.py": "open"}


def test_a_renamed_file_analysed_alone_keeps_its_findings(run: Run, write: Writer, workspace: Any) -> None:
    write("old.py", MANY_PARAMETERS)
    write("other.py", CLEAN)
    git(workspace, "init", "-q")
    commit_all(workspace)
    before = answer_of(run("old.py"))["findings"][0]
    run("other.py")
    git(workspace, "mv", "old.py", "new.py")
    commit_all(workspace)
    run("other.py")
    assert answer_of(run("new.py"))["findings"][0]["id"] == before["id"]


def test_a_copy_is_no_rename(run: Run, write: Writer, workspace: Any) -> None:
    write("old.py", MANY_PARAMETERS)
    git(workspace, "init", "-q")
    commit_all(workspace)
    run()
    write("copy.py", MANY_PARAMETERS)
    commit_all(workspace)
    run()
    assert statuses() == {"old.py": "open", "copy.py": "open"}


# At once


def test_analyses_of_the_same_code_at_once_end_as_if_run_one_by_one(run: Run, write: Writer) -> None:
    for number in range(5):
        write(f"src/{number}.py", MANY_PARAMETERS)
    failures: list[BaseException] = []

    def analyse(path: str) -> None:
        try:
            run(path)
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=analyse, args=(path,)) for path in (".", "src", ".", "src", "src/0.py")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Finding.objects.count() == 5
    assert set(Analysis.objects.values_list("state", flat=True)) == {"completed"}
    counts = dict(Finding.objects.values_list("file_path", "occurrence_count"))
    assert counts == {"src/0.py": 5, **{f"src/{number}.py": 4 for number in range(1, 5)}}


def test_an_analysis_that_was_overtaken_looks_again(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    was_overtaken = threading.Event()

    def overtake(done: int, total: int) -> None:
        if done == total and not was_overtaken.is_set():
            was_overtaken.set()
            write("a.py", CLEAN)
            other = threading.Thread(target=_in_thread(run))
            other.start()
            other.join()

    slow = run(progress=overtake)
    assert was_overtaken.is_set()
    assert answer_of(slow)["findings"] == []
    assert Finding.objects.count() == 0


def test_an_analysis_that_was_overtaken_by_the_same_code_does_not(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    looks: list[int] = []

    def overtake(done: int, total: int) -> None:
        if done == total:
            looks.append(done)
            other = threading.Thread(target=_in_thread(run))
            other.start()
            other.join()

    run(progress=overtake)
    assert len(looks) == 1
    assert Finding.objects.get().occurrence_count == 2


def _in_thread(run: Run) -> Callable[[], None]:
    def target() -> None:
        try:
            run()
        finally:
            connection.close()

    return target


# Limits and numbers


def test_an_analysis_that_takes_too_long_fails_with_the_limit(
    run: Run, write: Writer, settings: Settings, api: ContractClient
) -> None:
    settings.HEFESTO_ANALYSIS_TIME_LIMIT_SECONDS = 0.000001
    write("a.py", MANY_PARAMETERS)
    analysis = run()
    assert (analysis.state, analysis.error_code) == ("failed", "ANALYSIS_FAILED")
    response = api.get(f"/api/v1/analyze/{analysis.pk}")
    assert response.status_code == 500
    assert response.json()["error"] == {
        "code": "ANALYSIS_FAILED",
        "message": "Analysis took too long and was stopped",
        "details": {"analysis_id": str(analysis.pk), "reason": "time_limit", "limit_seconds": 0.000001},
    }
    assert Finding.objects.count() == 0


def test_an_engine_that_cannot_start_fails_the_analysis_with_that(run: Run, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    order = Order(path="a.py", analyzers=ANALYZERS, threshold=Severity.LOW)
    analysis = services.begin(order, location="a.py", project=project_for("", None, None))
    with Engine(limits=Limits(worker_bytes=1_000_000)) as starved:
        services.run(analysis, engine=starved)
    analysis.refresh_from_db()
    assert (analysis.state, analysis.error_details) == ("failed", {"reason": "engine_unavailable"})


def test_a_defect_without_code_is_recorded(run: Run, write: Writer) -> None:
    write("a.py", "\n\n\nx = 1\n")
    assert run(analyzers=ANALYZERS).state == "completed"


def test_one_defect_reported_twice_is_linked_once(run: Run, write: Writer) -> None:
    write("a.py", "import os, os\nimport os\n" + MANY_PARAMETERS)
    analysis = run(analyzers=ANALYZERS)
    ids = [found["id"] for found in answer_of(analysis)["findings"]]
    assert Occurrence.objects.filter(analysis=analysis).count() == len(set(ids))


def test_recording_takes_as_many_statements_for_many_findings_as_for_few(run: Run, write: Writer) -> None:
    project_for(".", None, None)  # made with the first request
    for number in (1, 40):
        for index in range(number):
            write(f"src/{number}/{index}.py", MANY_PARAMETERS)
        with CaptureQueriesContext(connection) as queries:
            run(f"src/{number}")
        # 5 of this test (project, insert, claim, its row, the end's row), and 17 in one transaction, of which 8 are the
        # findings' own.
        assert len(queries) == 22
