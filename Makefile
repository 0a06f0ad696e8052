# A newcomer needs two commands: make run, make test. `make` alone lists them all.

PYTHON ?= python3
BIN := .venv/bin
LOCK ?= dev
AREA ?= ashmere
SIZE ?= small
SEED ?= 1

NODE := build/node/$(AREA)
SAMPLE := build/sample
LINKED := build/linked
SAMPLE_MADE := $(SAMPLE)/.made-$(SIZE)-$(SEED)
SIDE_BY_SIDE := --numprocesses auto --dist loadfile --durations=10
FRONTEND := build/frontend
FRONTEND_SOURCE := $(shell find wraparound/web/frontend -type f)
SAMPLE_SOURCE := $(shell find wraparound/sample wraparound/kernel -type f ! -name '*.pyc')

export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run engine test bench lock format clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

run: ## serve an invented area: AREA=ashmere or tarrowdale
	@$(MAKE) --no-print-directory --jobs=2 .venv/.compiling $(FRONTEND)/.made
	@WRAPAROUND_MODE=development WRAPAROUND_AREA=$(AREA) WRAPAROUND_DATA=$(NODE) $(BIN)/wraparound run --size $(SIZE)

engine: .venv/.has-run $(SAMPLE_MADE) ## link an invented area's records without the service, and show what was found
	@$(BIN)/wraparound-match link --map $(SAMPLE)/maps.toml --truth $(SAMPLE)/truth.csv \
		--out $(LINKED) --page $(LINKED)/index.html

test: .venv/.has-$(LOCK) .venv/.compiling ## check contracts, style and types, then run every test, on SQLite and on PostgreSQL
	$(BIN)/lint-imports --no-logo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if [ -d tests/browser ] && command -v npm >/dev/null; then $(MAKE) --no-print-directory $(FRONTEND)/.made; fi
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)
	@echo "Once more on PostgreSQL: the tests that use a database"
	$(BIN)/python -m tests.postgres $(SIDE_BY_SIDE)

bench: .venv/.has-dev ## measure speed and accuracy on a quiet machine
	$(BIN)/python -m benchmarks

lock: .venv/.has-dev ## pin the newest of everything in requirements/*.in, by hash
	@for name in tools run dev spark; do \
		echo "requirements/$$name.txt"; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

format: .venv/.has-dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away everything that was made, the virtual environment too
	rm -rf build node_modules .venv .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.has-%: requirements/%.txt requirements/tools.txt pyproject.toml
	@PYTHON=$(PYTHON) requirements/install $*

# The engine is compiled on both cores, for a minute, while the rest is being made. A first linking waits for it.
.venv/.compiling: .venv/.has-run
	@$(BIN)/wraparound-match compile --quiet >/dev/null 2>&1 &
	@touch $@

$(SAMPLE_MADE): $(SAMPLE_SOURCE) | .venv/.has-run
	@rm -rf $(SAMPLE)
	@$(BIN)/python -m wraparound.sample --size $(SIZE) --seed $(SEED) --out $(SAMPLE)
	@touch $@

node_modules/.made: package-lock.json
	@command -v npm >/dev/null || { echo "The pages' style is built with npm. On Debian or Ubuntu: sudo apt install npm" >&2; exit 1; }
	@npm ci --silent --no-audit --no-fund
	@touch $@

$(FRONTEND)/.made: node_modules/.made $(FRONTEND_SOURCE)
	@rm -rf $(FRONTEND)
	@mkdir -p $(FRONTEND)/images
	@node_modules/.bin/sass --load-path=. --style=compressed --no-source-map \
		wraparound/web/frontend/wraparound.scss $(FRONTEND)/wraparound.css
	@sed 's|//# sourceMappingURL=.*||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js \
		>$(FRONTEND)/govuk-frontend.min.js
	@cp wraparound/web/frontend/*.js node_modules/htmx.org/dist/htmx.min.js $(FRONTEND)
	@cp wraparound/web/frontend/images/* node_modules/@ministryofjustice/frontend/moj/assets/images/icon-document.svg \
		$(FRONTEND)/images
	@touch $@
