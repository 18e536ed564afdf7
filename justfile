# Every check of this project. `just` alone lists the recipes; `just check` is the one to pass before a change lands.

beside := parent_directory(just_executable())
export PATH := if path_exists(beside / "ruff") == "true" { beside + ":" + env("PATH") } else { env("PATH") }

[private]
default:
    @just --list --unsorted

# make .venv with everything a developer needs
setup:
    python3 -m venv .venv
    .venv/bin/pip install --quiet --editable '.[dev]'

# format the code
fmt:
    ruff format
    ruff check --fix

# find style faults and unformatted code
lint:
    ruff format --check
    ruff check

# check the types
types:
    mypy

# check that imports go one way
imports:
    lint-imports

# run the tests, all but those that need a browser, Node.js, other people's stores or Spark
test *options:
    pytest -m "not browser and not node and not stores and not spark" -n 2 {{ options }}

# run the examples in the docstrings
doctest:
    pytest --doctest-modules graph/attrigraph

# run the notebooks from top to bottom
notebooks:
    pytest tests/test_notebooks.py

# build the wheel and try it in an environment of its own
wheel:
    pytest tests/test_package.py

# run the tests that need Chromium
browser:
    pytest -m browser -n 2

# run what needs Node.js: the page's own tests, its bundle made anew, Comunica against the endpoint; npm installs both
node:
    pytest -m node tests/node

# run the how-to for other people's stores, and every named query in each; needs Virtuoso, rapper and curl
stores:
    pytest -m stores tests/stores

# build and merge on a Spark cluster of two workers, one of them killed; needs Java 17, installs the extra `spark`
spark *options:
    python -m pip install --quiet --editable '.[spark]'
    pytest -m spark tests/spark {{ options }}

# measure speed, side by side, into bench.json
bench *options:
    pytest tests/benchmarks --benchmark-enable --benchmark-columns=median,iqr,rounds --benchmark-json=bench.json {{ options }}

# kill builds of 2,000 documents and merges at 50 points each, and compare the bytes; an hour on two cores
kills *options:
    python tests/benchmarks/kills.py {{ options }}

# build 1,000 and 100,000 made-up articles: rate and memory; two hours on two cores
scale *options:
    python tests/benchmarks/rate.py {{ options }}

# time the named queries and the check at 100,000 and a million quads, beside rdflib
queries *options:
    python tests/benchmarks/queries.py {{ options }}

# lock what a developer needs, with hashes, for every version of Python; needs the extra `audit`
lock:
    uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --output-file requirements.lock

# look for known vulnerabilities of what is locked; needs the extra `audit` and the network
audit:
    pip-audit --disable-pip --require-hashes --requirement requirements.lock

# write the bill of materials of this environment, in CycloneDX, into sbom.cdx.json
sbom:
    python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible --no-validate --output-file sbom.cdx.json

# run the tests with the coverage of lines and branches
coverage *options:
    pytest -m "not browser and not stores and not node and not spark" -n 2 --cov=attrigraph --cov-branch --cov-report=term:skip-covered {{ options }}

# run the tests again and again, each time in another order, and add what came to the record
flaky *options:
    python -m tests.flaky {{ options }}

# change the code in one place at a time and see whether a test fails, for a sample of the changes of each area
mutants *options:
    python -m tests.mutation {{ options }}

# feed hostile files to every reader for an hour; see docs/reliability.md
fuzz *options:
    python -m tests.fuzzing {{ options }}

# compare the extractor with the quality that was reached before
floors:
    attrigraph evaluate --floors seeds/gold/floors.json

# build the documentation into site/; a warning is an error
docs:
    NO_MKDOCS_2_WARNING=1 mkdocs build --strict

# everything that needs only Python: is it good?
check: lint types imports docs doctest test
