# Everything a developer or CI runs. Only Python 3.11 or later and make are needed.

PYTHON  ?= python3
VENV    ?= .venv
SOURCES ?= ../shared/sources
BIN      = $(VENV)/bin
READY    = $(VENV)/.ready

.PHONY: tour test check data docs bench wheel lock clean

tour: $(READY)
	@$(BIN)/naravard tour

test: $(READY)
	$(BIN)/python -m pytest -q

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

data: $(READY)
	$(BIN)/python -m naravard_kg.curation $(SOURCES)

docs: $(READY)
	$(BIN)/python -m naravard_kg.docs

bench: $(READY)
	$(BIN)/python benchmarks/startup.py

wheel: $(READY)
	$(BIN)/python -m build --wheel --outdir dist

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
	    --group dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)
