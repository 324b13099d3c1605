# Two commands do all set-up on a machine with Python 3.11+ and make: `make brief`, `make test`.
# Nothing here needs root; what the machine lacks (Chromium) is skipped with a counted reason.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PACK   ?= briefing-pack
# The packages a user needs, and those a developer needs, are two stamps on one environment.
USER_STAMP   := $(VENV)/.user-installed
DEV_STAMP    := $(VENV)/.dev-installed

.PHONY: brief test torture check format lock docs golden bench bench-neo4j neo4j clean

brief: $(USER_STAMP)
	@$(BIN)/bfa brief -o $(PACK)

test: $(DEV_STAMP)
	$(BIN)/pytest

# The searching tests, many times deeper and with new cases each time: some 10 minutes.
DEPTH ?= 40
torture: $(DEV_STAMP)
	BFA_DEPTH=$(DEPTH) $(BIN)/pytest tests/property tests/model tests/unit/test_introductions.py

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Generated documents: docs/schema.md, docs/cli.md, and the answers shown in docs/questions.md.
docs: $(DEV_STAMP)
	PYTHONPATH=. $(BIN)/python tools/make_docs.py

# Golden tables: the questions on the packaged data, and KPIs of odd shapes. Read every difference.
golden: $(DEV_STAMP)
	PYTHONPATH=. $(BIN)/python tools/make_golden.py
	PYTHONPATH=. $(BIN)/python tools/make_golden_kpis.py

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/growth_of_status.py

# The mirror against the bare driver, 100,000 nodes: some minutes, so not part of `bench`.
bench-neo4j: $(DEV_STAMP)
	PYTHONPATH=. $(BIN)/python benchmarks/neo4j_push.py
	PYTHONPATH=. $(BIN)/python benchmarks/neo4j_ask.py

# A real Neo4j on this machine alone, for trying out: needs a JDK 17 and Maven. RELEASE=newest for Java 21.
RELEASE ?= lts
PORT    ?= 7687
neo4j: | $(VENV)/bin/python
	@PYTHONPATH=. $(BIN)/python tools/neo4j_server/launch.py $(RELEASE) $(PORT)

lock: $(DEV_STAMP)
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --extra dev --no-emit-find-links --no-emit-index-url --strip-extras \
	  --no-header --output-file requirements-dev.lock pyproject.toml

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bfa needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(USER_STAMP): pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(DEV_STAMP): pyproject.toml requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing development tools into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@ $(USER_STAMP)

clean:
	rm -rf $(VENV) $(PACK) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
