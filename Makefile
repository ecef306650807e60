# Everything a developer or CI runs. Only Python 3.11 or later and make are needed.

PYTHON  ?= python3
VENV    ?= .venv
SOURCES ?= ../shared/sources
BIN      = $(VENV)/bin
LIBRARY  = $(VENV)/.library
READY    = $(VENV)/.developer
PIP      = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK     = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url

.PHONY: tour test check data docs notebook bench wheel lock clean

tour: $(LIBRARY)
	@$(BIN)/naravard tour

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

data: $(READY)
	$(BIN)/python -m naravard_kg.curation $(SOURCES)

docs: $(READY)
	$(BIN)/python -m naravard_kg.docs

notebook: $(READY)
	$(BIN)/python notebooks/execute.py

bench: $(READY)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/positions.py
	$(BIN)/python benchmarks/checking.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/comparing.py
	$(BIN)/python benchmarks/loading.py
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/dependencies.py

wheel: $(READY)
	$(BIN)/python -m build --wheel --outdir dist

lock: $(READY)
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --group dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache

$(LIBRARY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(READY): $(LIBRARY) requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	@touch $@
