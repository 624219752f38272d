# Everything there is to remember. `make` alone prints this list.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := bash

SIZE ?= small
PORT ?= 8000
NAME ?=

PYTHON_HERE := .venv/bin/python
SHEBER := .venv/bin/sheber

.PHONY: help setup demo run test check fix bench pictures lock reset clean

help:  ## print this list
	@echo "Sheber. Two commands matter: make demo, make test."
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

setup:  ## prepare .venv with everything the commands below need (quick the second time)
	@bash tools/setup/environment.sh

demo: setup  ## build the demo and serve it; SIZE=small, PORT=8000; Ctrl-C stops it
	@$(SHEBER) demo --size $(SIZE) --port $(PORT)

run: setup  ## serve your own database (make it first with .venv/bin/sheber init); PORT=8000
	@$(SHEBER) serve --port $(PORT)

test: setup  ## all checks and all tests, on SQLite, on PostgreSQL and in a browser
	@bash tools/setup/machine.sh
	@$(PYTHON_HERE) tools/setup/checks.py test

check: setup  ## the quick checks alone: ruff, mypy, import order
	@$(PYTHON_HERE) tools/setup/checks.py check

fix: setup  ## let ruff mend what it can, then format
	@code=0; .venv/bin/ruff check --fix . || code=$$?; .venv/bin/ruff format . && exit $$code

bench: setup  ## run the benchmarks; NAME=one runs benchmarks/one.py alone
	@bash tools/setup/bench.sh $(NAME)

pictures: setup  ## draw every screen in three languages into var/pictures
	@bash tools/setup/pictures.sh

lock: setup  ## choose versions anew and write requirements.lock
	@bash tools/setup/lock.sh

reset:  ## remove var/ with its databases (asks first if one is not the demo's)
	@bash tools/setup/reset.sh

clean:  ## remove .venv, build/ and caches; var/ stays
	@rm -rf .venv build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find sheber tests tools -type d -name __pycache__ -prune -exec rm -rf {} +
