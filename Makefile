# One line a target: what it does stands behind it, and `make` alone prints the list.
.DEFAULT_GOAL := help
.PHONY: help
SHELL := /bin/sh
DEV := scripts/venv dev
BIN := .venv/bin

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## serve on http://127.0.0.1:8080 (PORT, HEFESTO_DATA_DIR …): database, web, worker and beat; Ctrl-C stops it all
	@scripts/venv base && exec $(BIN)/python -m hefesto_site.serve
.PHONY: run
