# The commands of this project; CI calls the same. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
ON ?=

.DEFAULT_GOAL := help
.PHONY: help install run test lint types content learn bench faults accuracy bench-peers clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

.venv/installed: pyproject.toml pins.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint pins.txt --editable '.[dev]'
	@touch $@

install: .venv/installed ## make .venv with the tested versions

run: install ## start the assistant; the web chat's address is printed (ON=2027-03-01 moves the day)
	$(BIN)/tungngo run $(if $(ON),--on $(ON))

test: install content ## all tests, on every core, with branch coverage
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term:skip-covered

lint: install ## style, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: install ## mypy strict
	$(BIN)/mypy

content: install ## check the content: schema, links, wordings, samples
	$(BIN)/tungngo content check

learn: install ## learn anew which words speak for what, after wordings were changed
	$(BIN)/tungngo content learn

bench: install ## the benchmarks behind docs/benchmarks.md
	$(BIN)/python -m bench

faults: install ## kills, a full disk, a wrong clock and a misbehaving server during a broadcast; writes docs/faults.md
	$(BIN)/python -m bench.faults --write docs/faults.md

accuracy: install ## ask the golden questions, clean and noisy; writes docs/accuracy.md
	$(BIN)/python -m bench.accuracy

.venv/peers: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint pins.txt --editable '.[peers]'
	@touch $@

bench-peers: .venv/peers ## the search beside other ones, which are installed first: 95 MB, over half an hour
	$(BIN)/python -m bench.peers --write docs/benchmarks.md

clean: ## remove the virtual environment and caches; var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
