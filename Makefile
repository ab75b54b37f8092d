# One line a target; what it does stands behind it, and `make` alone prints the list.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON_ENV := .venv/bin
DEV := requirements/install dev
BENCH_DATA := $(CURDIR)/.hefesto-bench
COMPILE := $(PYTHON_ENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

.PHONY: help run test coverage lint format types contracts migrations checks openapi ci bench bench-engine bench-analyze bench-data bench-findings docs screenshots requirements hooks clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## serve everything on http://127.0.0.1:8080 (PORT and others: README); Ctrl-C stops all of it
	@requirements/install base && exec $(PYTHON_ENV)/python -m hefesto_site.serve

test: ## run the tests on throw-away servers; `make test k=words` runs those whose names match
	@$(DEV) && $(PYTHON_ENV)/python -m pytest -n auto $(if $(k),-k "$(k)")

coverage: ## run the tests and tell which lines they do not reach
	@$(DEV) && $(PYTHON_ENV)/python -m pytest -n auto --cov --cov-report=term

lint: ## find what ruff finds, formatting included
	@$(DEV) && $(PYTHON_ENV)/ruff check && $(PYTHON_ENV)/ruff format --check

format: ## put the code into ruff's format, and mend what it can mend
	@$(DEV) && $(PYTHON_ENV)/ruff check --fix && $(PYTHON_ENV)/ruff format

types: ## check the types, strictly
	@$(DEV) && $(PYTHON_ENV)/mypy .

contracts: ## check who imports whom
	@$(DEV) && $(PYTHON_ENV)/lint-imports

migrations: ## tell whether a model lacks its migration
	@$(DEV) && $(PYTHON_ENV)/python manage.py makemigrations --check --dry-run

checks: ## run Django's system checks, as for production too
	@$(DEV) && $(PYTHON_ENV)/python manage.py check --fail-level WARNING

openapi: ## check the OpenAPI document
	@$(DEV) && $(PYTHON_ENV)/python manage.py spectacular --validate --fail-on-warn --file /dev/null

ci: ## do everything that must hold before a change is done
	@.ci/run

bench: bench-engine bench-analyze bench-findings ## measure everything that has a figure to keep

bench-engine: ## measure the engine alone, on the code of Django, beside ruff
	@$(DEV) && $(PYTHON_ENV)/python -m bench.engine

bench-analyze: ## measure analyses through HTTP and the worker, on the code of Django
	@$(DEV) && $(PYTHON_ENV)/python -m bench.analyze

bench-data: ## fill a database of its own (.hefesto-bench) with a million findings
	@$(DEV) && HEFESTO_DATA_DIR=$(BENCH_DATA) $(PYTHON_ENV)/python -m bench.findings_data

bench-findings: ## measure recording and the findings' endpoints on what bench-data made
	@$(DEV) && export HEFESTO_DATA_DIR=$(BENCH_DATA) && $(PYTHON_ENV)/python -m bench.findings_recording && $(PYTHON_ENV)/python -m bench.findings

docs: ## write the rules' pages again
	@$(DEV) && $(PYTHON_ENV)/python -m analysis.engine.manual

screenshots: ## picture every page into .screenshots, and fail if one is broken or loads from outside; needs Chromium
	@$(DEV) && $(PYTHON_ENV)/python -m docs.screenshots

requirements: ## pin requirements/*.in again, with hashes
	@$(DEV) && $(COMPILE) requirements/base.in -o requirements/base.txt && $(COMPILE) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt

hooks: ## have git run the linters before each commit
	@$(DEV) && $(PYTHON_ENV)/pre-commit install

clean: ## remove caches; data (.hefesto) and .venv stay
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage .coverage.* && find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
