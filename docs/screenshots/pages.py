"""The pages that people see, in the order in which they come by them."""

from typing import Final

from docs.screenshots.photographer import LAPTOP, Photographer

_SAMPLES: Final = "tests/analysis/rules/samples"


def show_everything(one: Photographer) -> None:
    """Every page."""
    show_admin(one)
    show_documentation(one)


def show_admin(one: Photographer) -> None:
    """Everything that staff see, in the order in which they come by it."""
    page = one.open("login", "/admin/")
    page.fill("#id_username", one.service.told["login"][0])
    page.fill("#id_password", one.service.told["login"][1])
    page.click("input[type=submit]")
    one.open("index", "/admin/")
    show_projects(one)
    show_findings(one)
    show_analyses(one)
    show_keys(one)
    one.open("front", "/", ready=".opblock-tag")
    one.open("users", "/admin/auth/user/")
    one.open("not-found", "/admin/findings/nothing/")


def show_projects(one: Photographer) -> None:
    """Projects; the first time round, one for the samples is made and analysed."""
    page = one.page
    one.open("project-add", "/admin/access/project/add/")
    if one.look is LAPTOP:
        page.fill("#id_slug", "samples")
        page.fill("#id_name", "Bad code, on purpose")
        page.fill("#id_root", _SAMPLES)
        page.click("input[name=_save]")
        one.service.analyze(f"{_SAMPLES}/security")
        one.service.analyze(f"{_SAMPLES}/complexity")
        paths = ["findings/", "analysis/engine/", "manage.py", "no/such/file.py"]
        one.service.call("POST", "/api/v1/analyze/batch", {"paths": paths, "severity_threshold": "HIGH"})
    one.open("projects", "/admin/access/project/")
    page.click("text=samples")
    one.take("project")


def show_findings(one: Photographer) -> None:
    """The list, what it narrows down to, single findings, and decisions."""
    page = one.page
    one.open("findings", "/admin/findings/finding/")
    one.open("findings-critical", "/admin/findings/finding/?severity=4&analyzer=security")
    one.open("findings-none", "/admin/findings/finding/?q=nothingiscalledthis")
    for name, query in {
        "finding-flow": "rule=sql_injection&project=samples",
        "finding-complexity": "rule=cyclomatic_complexity",
        "finding-secret": "rule=hardcoded_secrets&project=samples",
    }.items():
        page.goto(one.service.first_finding(query))
        page.click(".field-told a")
        one.take(name)
    page.select_option("#id_decision", "wontfix")
    page.fill("#id_comment", "A key of the sandbox, which is public.")
    page.click("input[name=_continue]")
    one.take("finding-decided")
    decide_many(one)
    one.open("findings-all", "/admin/findings/finding/?status=all&o=2")


def decide_many(one: Photographer) -> None:
    """Several findings at once, with a reason."""
    page = one.page
    page.goto("/admin/findings/finding/?analyzer=best_practices")
    for box in page.locator("input.action-select").all()[:3]:
        box.check()
    page.locator("select[name=action]").first.select_option("ignore")
    page.locator("input[name=reason]").first.fill("Written for people at a terminal")
    one.take("findings-action")
    page.locator("button[name=index]").first.click()
    one.take("findings-action-done")


def show_analyses(one: Photographer) -> None:
    """Analyses, batches and reports."""
    page = one.page
    one.open("analyses", "/admin/analysis/analysis/")
    page.goto("/admin/analysis/analysis/?q=samples%2Fsecurity")
    page.locator("#result_list tbody th a").first.click()
    one.take("analysis")
    page.click(".object-tools a")
    one.take("report")
    page.locator("article:has(.flow)").first.evaluate("article => article.scrollIntoView()")
    one.take("report-finding", is_whole=False)
    page.goto("/admin/analysis/analysis/?q=manage.py")
    page.locator("#result_list .field-report_link a").first.click()
    one.take("report-clean")
    one.open("batches", "/admin/analysis/batch/")
    page.locator("#result_list tbody th a").first.click()
    one.take("batch")


def show_keys(one: Photographer) -> None:
    """Keys, and the one page that shows a new one."""
    page = one.page
    one.open("key-add", "/admin/access/apikey/add/")
    page.fill("#id_name", f"Pipeline on a {one.look.name}")
    page.check("input[name=scopes][value='read:findings']")
    page.click("input[name=_save]")
    one.take("key-made")
    one.open("keys", "/admin/access/apikey/")
    page.locator("#result_list tbody th a").first.click()
    one.take("key")


def show_documentation(one: Photographer) -> None:
    """The API's pages, which draw themselves."""
    one.open("docs", "/docs", ready=".opblock-tag")
    one.page.locator(".opblock-summary").first.click()
    one.page.locator(".opblock-body table").first.wait_for()
    one.take("docs-operation")
    one.open("redoc", "/redoc", ready="h1")
