# Everything is installed in .venv; needs only make and Python 3.11 or later.
.POSIX:
.PHONY: help run test check lint format screenshots bench stress clean distclean

PYTHON ?= python3
JOBS ?= 2
PYTEST_ARGS ?=
ARGS ?=

# Python keeps what it has compiled, also where a shell says otherwise: a start is a fifth quicker.
export PYTHONDONTWRITEBYTECODE =

BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# As pip does with what it copies.
COMPILE = $(BIN)/python -m compileall -q asynja_tui screens widgets db

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r name text; do printf 'make %-12s %s\n' "$$name" "$$text"; done

run: .venv/.run ## start the program (ARGS="…" are passed on)
	$(BIN)/asynja-tui $(ARGS)

test: .venv/.dev ## run the tests (JOBS=2 at a time, PYTEST_ARGS="…" are passed on)
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

check: lint ## everything that must pass: lint, then the tests
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

lint: .venv/.dev ## check the format, style, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev ## format the code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/.dev ## draw the screenshots of the documentation anew
	$(BIN)/python -m tools.screenshots $(ARGS)

bench: .venv/.bench ## measure the speed against the limits
	$(BIN)/python -m tools.bench $(ARGS)

stress: .venv/.dev ## let many programs work on one book at once
	$(BIN)/python -m tools.stress $(ARGS)

clean: ## remove caches and built files
	rm -rf build dist htmlcov .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache
	find asynja_tui screens widgets db tests tools -name __pycache__ -type d -prune \
		-exec rm -rf {} +

distclean: clean ## as clean, and remove .venv
	rm -rf .venv

# .run: what the program needs is installed; .dev: what the tests and checks need, too; .bench: the grids
# that ours is measured beside.
.venv/.run: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e .
	$(COMPILE)
	@touch .venv/.run

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[test,dev]'
	$(COMPILE)
	@touch .venv/.run .venv/.dev

.venv/.bench: .venv/.dev
	$(INSTALL) -e '.[bench]'
	@touch .venv/.bench

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'asynja-tui needs Python 3.11 or later: make PYTHON=python3.12 …' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }
