# SPDX-License-Identifier: GPL-3.0-or-later
# One word for each thing to do.  `make` alone lists them.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
# One more than two cores: now and then a test waits for a disk or a clock.
JOBS ?= 3

# What `make run` and `make demo` start; the words of the command line stand here and nowhere else.
APP_CALL  = $(PY) -m desktop
DEMO_CALL = $(PY) -m desktop demo --out build/demo
SEAL_CALL = $(PY) -m desktop seal --vault build/vault --create $(FILES)

# A screen of the size Segel is designed for, where no real one is wanted.
VIRTUAL_SCREEN = xvfb-run -a -s "-screen 0 1366x768x24"

# Something to do when there is a screen to do it on, and otherwise the demonstration.
SHOWN := $(strip $(DISPLAY)$(WAYLAND_DISPLAY))
STAGED := $(filter-out 0 no,$(DEMO))

PACK_BIN := build/pack/bin

.PHONY: help
help:
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

.PHONY: run
run: ready ## open Segel; without a screen (or DEMO=1) show it at work; FILES="a.jpg DCIM/" seals them
ifneq ($(strip $(FILES)),)
	@$(SEAL_CALL)
else ifneq ($(or $(STAGED),$(if $(SHOWN),,offscreen)),)
	@$(MAKE) demo
else
	@$(APP_CALL)
endif

.PHONY: demo
demo: ready ## the whole journey on a virtual screen; screenshots and bundle in build/demo
	@if command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then \
	  echo "segel: showing the journey on a virtual screen"; \
	  env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb $(VIRTUAL_SCREEN) $(DEMO_CALL); \
	else \
	  echo "segel: showing the journey without a screen"; \
	  QT_QPA_PLATFORM=offscreen $(DEMO_CALL); \
	fi

.PHONY: test
test: checks ## everything that must hold: style, types, architecture, tests
	@echo "segel: tests"
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(JOBS) $(TESTS)

.PHONY: lint
lint: checks ## style, types and architecture alone

.PHONY: checks
checks: ready-dev
	@echo "segel: style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo "segel: types"
	@$(BIN)/mypy --no-error-summary
	@echo "segel: architecture"
	@$(BIN)/lint-imports >build/architecture.txt || { cat build/architecture.txt; exit 1; }

.PHONY: bench
bench: ready-bench ## the figures we promise, each beside its limit
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench

.PHONY: faults
faults: ready-dev ## kills, power cuts and write errors, at full length
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.faults

.PHONY: soak
soak: ready-dev ## an hour of a supervisor's work without a pause; nothing may leak; MINUTES=60
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.soak --minutes $(or $(MINUTES),60)

.PHONY: access
access: ready-dev ## every screen and page by WCAG 2.2 AA: names, keys, focus, contrast, targets
	@$(PY) -m tests.access

# Atheris counts what was reached; where it has no build, inputs are bent blindly.
FUZZ_LIB := build/fuzz/lib

$(FUZZ_LIB): requirements/fuzz.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --require-hashes --upgrade \
	  --only-binary ":all:" --target $@ -r requirements/fuzz.lock || mkdir -p $@
	@touch $@

.PHONY: fuzz
fuzz: ready-dev $(FUZZ_LIB) ## every parser that strangers reach, and every property at length; SECONDS_EACH=10
	@PYTHONPATH=$(FUZZ_LIB) $(PY) -m tests.fuzz --seconds $(or $(SECONDS_EACH),10)
	@QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=fuzz \
	  $(PY) -m pytest -q -n $(JOBS) -m hypothesis $(TESTS)

# What a package has beside PyInstaller; an office's may serve too.
PACKED = requirements/sign.lock $(if $(filter 1,$(SEGEL_PACK_OFFICE)),requirements/server.lock)

.PHONY: package
package: ready $(PACK_BIN)/pyinstaller ## a folder that runs without Python, in dist/segel; SEGEL_PACK_OFFICE=1 serves too
	@echo "segel: installing what Segel needs beside PyInstaller"
	@for lock in $(PACKED); do $(PACK_BIN)/python -m pip install -q --no-deps --require-hashes \
	  --only-binary ":all:" -r $$lock || exit 1; done
	@SOURCE_DATE_EPOCH=$(BUILT) PYTHONHASHSEED=0 $(PACK_BIN)/pyinstaller --noconfirm --log-level WARN \
	  --distpath dist --workpath build/pyinstaller build.spec
	@$(PACK_BIN)/python .ci/sbom.py $(PACKED) >dist/segel.cdx.json
	@du -sh dist/segel

# Times in a package are those of the last change, not of the making.
BUILT = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null || echo 0))

.PHONY: laid
laid: ## dist/laid: the packaged program and its starter, as they are installed and update themselves
	@rm -rf dist/laid && mkdir -p dist/laid/versions
	@cp -a dist/segel-start/. dist/laid/
	@cp -a dist/segel "dist/laid/versions/$$($(PY) -c 'import desktop; print(desktop.__version__)')"
	@du -sh dist/laid

.PHONY: bare
bare: ## the packaged folder proves itself where there is no Python; needs root
	@.ci/bare dist/segel

.PHONY: lock
lock: $(PACK_BIN)/uv ## write the lock files anew from pyproject.toml; UPGRADE=1 takes newer releases
	@$(COMPILE) pyproject.toml -o requirements/runtime.lock
	@$(COMPILE) pyproject.toml --extra server -c requirements/runtime.lock -o requirements/server.lock
	@$(COMPILE) pyproject.toml --extra sign -c requirements/runtime.lock -o requirements/sign.lock
	@$(COMPILE) pyproject.toml --extra server --extra sign --group dev -c requirements/server.lock \
	  -c requirements/sign.lock -o requirements/dev.lock
	@$(COMPILE) pyproject.toml --extra c2pa -c requirements/runtime.lock -c requirements/avoid.in \
	  -o requirements/c2pa.lock
	@$(COMPILE) requirements/pack.in -c requirements/dev.lock -o requirements/pack.lock
	@$(COMPILE) requirements/fuzz.in -o requirements/fuzz.lock
	@$(COMPILE) requirements/case.in -c requirements/dev.lock -o requirements/case.lock
	@git --no-pager diff --stat -- requirements

# One lock serves every system and every Python we support, with the hash of every file.
COMPILE = $(PACK_BIN)/uv --quiet --no-config pip compile --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

$(PACK_BIN)/uv $(PACK_BIN)/pyinstaller: requirements/pack.lock
	@echo "segel: installing what requirements/pack.lock names"
	@$(or $(PYTHON),python3) -m venv build/pack
	@$(PACK_BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes \
	  --only-binary ":all:" -r requirements/pack.lock
	@touch $(PACK_BIN)/uv $(PACK_BIN)/pyinstaller

.PHONY: ready
ready:
	@.ci/setup runtime

.PHONY: ready-dev
ready-dev:
	@.ci/setup dev

.PHONY: ready-bench
ready-bench:
	@.ci/setup bench

.PHONY: clean
clean: ## remove everything that was made here, the environment included
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
