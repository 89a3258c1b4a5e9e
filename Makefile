# Two commands: `make start` serves the site, `make test` proves that everything holds.
# Needed: Python 3.11 or newer (with venv), git, and for the tests Node 20 or newer and Chromium or Chrome.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# The last release: nothing may get less urgent than it without an entry in knowledge/hazards.yaml.
RELEASE := releases/0.1.0.json
UV := $(BIN)/uv

.PHONY: start test demo check-tools mutate dbt lock benchmark-cohort sbom audit soup nu lighthouse accessibility screenshots clean

start: .venv/run-ready
	$(BIN)/venevagt serve --port $(PORT)

# A million made-up people, assessed; what `venevagt cohort` needs comes with it.
demo: .venv/cohort-ready
	$(BIN)/venevagt cohort demo

test: check-tools .venv/browser-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/venevagt knowledge check --date released
	$(BIN)/venevagt prove
	$(BIN)/venevagt knowledge compare $(RELEASE) --argued
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder -m 'not alone'
	$(BIN)/python -m pytest -m alone

check-tools:
	@command -v node >/dev/null || { echo "make test needs Node 20 or newer (https://nodejs.org): 'node' was not found"; exit 1; }
	@command -v npm >/dev/null || { echo "make test needs npm, which comes with Node (on Debian: apt install npm): 'npm' was not found"; exit 1; }
	@node -e 'if (parseInt(process.versions.node) < 20) { console.error("make test needs Node 20 or newer, found " + process.version); process.exit(1) }'

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Venevagt needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/run-ready: $(UV) locks/run.txt pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r locks/run.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --build-constraints locks/build.txt --editable .
	@touch $@

.venv/cohort-ready: .venv/run-ready locks/cohort.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r locks/cohort.txt
	@touch $@

.venv/test-ready: .venv/run-ready locks/test.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r locks/test.txt
	@touch $@

# Chromium for tests/browser, found or installed, and what those tests need from npm.
.venv/browser-ready: .venv/test-ready tests/browser/package.json tests/browser/package-lock.json
	$(BIN)/python -m tests.browser.chromium
	@mkdir -p .venv/node
	cp tests/browser/package.json tests/browser/package-lock.json .venv/node/
	npm ci --prefix .venv/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Not part of `make test`: break the core in every small way and see that a test notices (docs/mutation.md).
mutate: check-tools .venv/mutation-ready
	PATH="$(CURDIR)/$(BIN):$$PATH" nice -n 10 $(BIN)/python -m tests.code_mutation run --max-children 1 $(MUTANTS)

.venv/mutation-ready: .venv/test-ready locks/mutation.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r locks/mutation.txt
	@touch $@

# Not part of `make test`: the dbt project of `venevagt cohort sql`, built and tested by dbt itself on DuckDB. dbt does
# not go with the packages of the tests, so it has an environment of its own.
dbt: .venv/dbt-ready
	rm -rf build/dbt
	$(BIN)/venevagt cohort sql --dbt build/dbt
	cd build/dbt && DO_NOT_TRACK=1 ../../.venv/dbt/bin/dbt build

.venv/dbt-ready: .venv/run-ready locks/dbt.txt
	$(UV) venv --quiet --clear .venv/dbt --python $(BIN)/python
	$(UV) pip install --quiet --python .venv/dbt/bin/python --require-hashes -r locks/dbt.txt
	@touch $@

# Renew the lock files after a change of the dependencies in pyproject.toml.
lock: $(UV)
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 pyproject.toml -o locks/run.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt --group test pyproject.toml -o locks/test.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt --constraint locks/test.txt --extra cohort pyproject.toml -o locks/cohort.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt locks/build.in -o locks/build.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt --constraint locks/test.txt --group maintenance -o locks/maintenance.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt --constraint locks/test.txt --group mutation pyproject.toml -o locks/mutation.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 --constraint locks/run.txt --constraint locks/test.txt --group benchmark pyproject.toml -o locks/benchmark.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --python-version 3.11 locks/dbt.in -o locks/dbt.txt

# A cohort by bit planes beside other engines, which get an environment of their own (docs/benchmarks.md).
benchmark-cohort: .venv-benchmark/ready
	.venv-benchmark/bin/python -m benchmarks.cohort --plots docs/benchmarks

.venv-benchmark/ready: $(UV) locks/run.txt locks/benchmark.txt benchmarks/json_rules_engine/package-lock.json
	$(PYTHON) -m venv .venv-benchmark
	$(UV) pip install --quiet --python .venv-benchmark/bin/python --require-hashes -r locks/benchmark.txt
	$(UV) pip install --quiet --python .venv-benchmark/bin/python --no-deps --build-constraints locks/build.txt --editable .
	@mkdir -p .venv-benchmark/node
	cp benchmarks/json_rules_engine/package.json benchmarks/json_rules_engine/package-lock.json .venv-benchmark/node/
	npm ci --prefix .venv-benchmark/node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

.venv/maintenance-ready: .venv/test-ready locks/maintenance.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r locks/maintenance.txt
	@touch $@

# What a maintainer runs now and then: CONTRIBUTING.md, "Maintenance".
sbom: .venv/maintenance-ready
	$(BIN)/python -m maintenance.sbom build/sbom.json

audit: .venv/maintenance-ready
	$(BIN)/python -m maintenance.audit

soup: .venv/test-ready
	@mkdir -p build
	$(BIN)/python -m maintenance.soup > build/soup.md
	mv build/soup.md docs/soup.md

# The Nu HTML checker on every page; it needs Java.
nu: .venv/browser-ready
	@mkdir -p .venv/nu
	cp maintenance/nu/package.json maintenance/nu/package-lock.json .venv/nu/
	npm ci --prefix .venv/nu --ignore-scripts --no-audit --no-fund --silent
	$(BIN)/python -m maintenance.validate

# Lighthouse's scores of the built site.
lighthouse: .venv/browser-ready
	@mkdir -p .venv/lighthouse
	cp maintenance/lighthouse/package.json maintenance/lighthouse/package-lock.json .venv/lighthouse/
	npm ci --prefix .venv/lighthouse --ignore-scripts --no-audit --no-fund --silent
	$(BIN)/python -m maintenance.scores

# Written anew after a change of the tests of the site, and of its looks.
accessibility: .venv/test-ready
	$(BIN)/python -m maintenance.accessibility

screenshots: .venv/browser-ready
	$(BIN)/python -m maintenance.screenshots

clean:
	rm -rf .venv .venv-benchmark build dist src/venevagt/data .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
