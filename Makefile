# The door. `make help` says what is behind it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
BUILT := .built
UV := $(BUILT)/uv/bin/uv
ROOMS := $(wildcard src/miqyas_web/*/locale)
export DJANGO_SETTINGS_MODULE := miqyas_web.config.settings
export UV_LINK_MODE := copy
# Compiled modules are kept: each of the many processes started here would otherwise compile three thousand again.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
WORKERS ?= 2
# Where tests that need a browser stand: collecting the others takes longer than many of them run.
BROWSED := tests/browser tests/web/ui

.PHONY: help run test check format bench lock setup setup-run frontend catalogues migrations test-unit test-postgresql \
	test-browser oracles reference screenshots clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s'|'

run: setup-run  ## The platform with its demonstration space, at http://127.0.0.1:8000
	@MIQYAS_DEMONSTRATION=yes $(PY) -m miqyas_web.config.manage serve --port $(PORT) --demonstration

test: setup $(BUILT)/jdk $(BUILT)/browser $(BUILT)/postgresql  ## Everything CI runs: checks, tests on SQLite and PostgreSQL, journeys in a browser
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test-unit
	@$(MAKE) --no-print-directory test-postgresql
	@$(MAKE) --no-print-directory test-browser

check: setup  ## Format, lint, types, walls, migrations, translations, templates
	$(VENV)/bin/ruff format --check --quiet src tests tools bench
	$(VENV)/bin/ruff check --quiet src tests tools bench
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/mypy
	$(PY) -m miqyas_web.config.manage makemigrations --check --dry-run
	$(PY) -m miqyas_web.config.manage check --fail-level WARNING
	$(PY) tools/catalogues.py check

test-unit: setup $(BUILT)/jdk  ## Tests that need neither browser nor PostgreSQL
	$(PY) -m pytest -q -n $(WORKERS) --dist loadgroup -m "not browser" --doctest-modules src/miqyas tests

test-postgresql: setup $(BUILT)/postgresql  ## The platform's tests again, on PostgreSQL
	$(PY) tools/on_postgresql.py $(PY) -m pytest -q -n $(WORKERS) -m "not browser" tests/web tests/flows

test-browser: setup $(BUILT)/browser  ## Journeys in a real browser, in French and Arabic
	$(PY) -m pytest -q -n $(WORKERS) --dist loadfile -m browser $(BROWSED)

bench: setup  ## Speed, as ratios against a peer and the physical limit, measured in the same run
	@for file in bench/*.py; do echo "== $$file"; $(PY) $$file || exit 1; done
	@echo "== bench/first_page.sh"; bash bench/first_page.sh

format: setup  ## Put the code in shape
	$(VENV)/bin/ruff format --quiet src tests tools bench
	$(VENV)/bin/ruff check --fix --quiet src tests tools bench

reference: setup  ## The reference pages, written again from commands, rules and docstrings
	$(PY) tools/command_page.py
	$(PY) tools/reference_pages.py
	$(PY) tools/catalogue_page.py

oracles: $(BUILT)/oracles/made  ## What independent software answers, written again into tests/reference/oracles
	@for file in tests/reference/oracles/*.py; do echo "== $$file"; $(BUILT)/oracles/bin/python $$file || exit 1; done

screenshots: setup $(BUILT)/browser  ## Pictures of the pages at 390 and 1280 px, in French and Arabic, into docs/ (ONLY="call review": some)
	$(PY) tools/screenshots.py $(ONLY)

lock: $(UV)  ## Write requirements/ again
	bash tools/lock.sh $(UV)

setup: $(BUILT)/develop frontend catalogues  ## What development needs

setup-run: $(BUILT)/run frontend catalogues  ## What running needs

$(UV): requirements/uv.txt
	@echo "Installing uv…"
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Miqyas needs Python 3.11 or newer; this is %s." % sys.version.split()[0])'
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --upgrade --target $(BUILT)/uv --require-hashes -r requirements/uv.txt
	@touch $@

$(PY): | $(UV)
	@test -x $@ || $(UV) venv --quiet --python $(PYTHON) $(VENV)

# The larger environment serves to run as well: a machine that tests installs once.
$(BUILT)/run: requirements/run.txt pyproject.toml | $(PY)
	@if [ ! -e $(BUILT)/develop ] || [ pyproject.toml -nt $(BUILT)/develop ]; then \
	  echo "Installing what the platform runs on…"; \
	  $(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/run.txt && \
	  $(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .; fi
	@touch $@

$(BUILT)/develop: requirements/develop.txt pyproject.toml | $(PY)
	@echo "Installing what development needs…"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/develop.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $@ $(BUILT)/run

# Peers and oracles live apart: nothing that ships, and no test, imports them.
$(BUILT)/oracles/made: requirements/oracles.txt | $(UV)
	@echo "Installing independent software to agree with…"
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(BUILT)/oracles
	@$(UV) pip install --quiet --python $(BUILT)/oracles/bin/python --require-hashes -r requirements/oracles.txt
	@touch $@

FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
frontend: $(BUILT)/frontend

$(BUILT)/frontend: $(FRONTEND) src/miqyas_web/territories/data/regions.csv src/miqyas_web/territories/data/provinces.csv | $(UV)
	@echo "Building the front end…"
	@UV=$(UV) PYTHON=$(PYTHON) bash tools/frontend.sh
	@touch $@

CATALOGUES := $(wildcard src/miqyas_web/*/locale/*/LC_MESSAGES/django.po)
catalogues: $(BUILT)/catalogues

# Order-only: whichever environment is there can compile them.
$(BUILT)/catalogues: $(CATALOGUES) | $(PY)
	@test -e $(BUILT)/develop || test -e $(BUILT)/run || $(MAKE) --no-print-directory $(BUILT)/run
	@$(PY) tools/catalogues.py compile
	@touch $@

$(BUILT)/jdk:  # Spark runs on it; the round trip with JavaRosa also compiles
	@mkdir -p $(BUILT); bash tools/have.sh javac openjdk-17-jdk-headless; touch $@

$(BUILT)/browser:
	@mkdir -p $(BUILT); bash tools/have.sh chromium chromium chromium-driver; touch $@

$(BUILT)/postgresql:
	@mkdir -p $(BUILT); bash tools/have.sh postgresql postgresql; touch $@

clean:  ## Take away what was built; data in var/ stays
	rm -rf $(VENV) $(BUILT) frontend/node_modules src/miqyas_web/ui/static/dist
	find src -name '*.mo' -delete
