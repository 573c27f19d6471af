# Easel's commands. `make` alone lists them.
# Each does its own set-up (a .venv with the locked packages) and is quick the second time.

.DEFAULT_GOAL := help
.PHONY: help serve test thorough torture check bench bench-http soak format lock setup-default setup-develop
BIN := .venv/bin

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

serve: setup-default ## Run the service on http://127.0.0.1:5000 (HOST and PORT change that)
	@exec env PATH="$(CURDIR)/$(BIN):$$PATH" HOST="$${HOST:-127.0.0.1}" PORT="$${PORT:-5000}" \
	OPEN_WRITES="$${OPEN_WRITES:-loopback}" sh -c "exec $$(sed -n 's/^web: *//p' Procfile)"

test: setup-develop ## Run all tests, with coverage, a file to a core
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
	--cov --cov-report=term:skip-covered

thorough: setup-develop ## Try all properties with very many examples, other ones each time
	@$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=long \
	-n auto --dist loadfile --no-loadscope-reorder

torture: setup-develop ## Kill the image repository again and again; for each database 10 minutes
	@$(BIN)/python -m tests.torture

check: setup-develop ## Check style, types, imports and known vulnerabilities
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/audit.py .venv/requirements-default.txt .venv/requirements-develop.txt

bench: setup-develop ## Measure against the peers
	@$(BIN)/python -m benchmarks

bench-http: setup-develop ## Measure cached badges over HTTP against nginx and a raw ASGI app
	@$(BIN)/python -m benchmarks.http_front

soak: setup-develop ## Keep it busy for ten minutes, then attack it; what it holds meanwhile
	@$(BIN)/python -m benchmarks.soak

format: setup-develop ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

lock: setup-develop ## Lock the newest packages that Pipfile allows
	@PIPENV_VERBOSITY=-1 $(BIN)/pipenv lock
	@$(BIN)/python tools/lockfile.py clean

setup-default:
	@tools/setup default

setup-develop:
	@tools/setup develop
