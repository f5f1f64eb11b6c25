.PHONY: demo test lint bench
PYTHON ?= python3
BIN := .venv/bin

.venv:
	$(PYTHON) -m venv .venv && $(BIN)/pip install -q '.[test,dev]'

demo: .venv       ## the main job on the sample
	$(BIN)/video-jobs demo

test: .venv       ## every test, in parallel
	$(BIN)/python -m pytest && $(BIN)/python -m pytest -m slow

lint: .venv       ## style, types, layers
	$(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: .venv      ## what the README claims
	$(BIN)/python -m benchmarks startup
