# Short names for dev.py, which does the work and needs nothing but Python.
PYTHON ?= python3
UV = .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock"

.PHONY: demo test check run reset format lock

demo test check run reset:
	@$(PYTHON) dev.py $@ $(ARGS)

format:
	.venv/bin/ruff check --fix --quiet
	.venv/bin/ruff format

# Rewrites both locks; UPGRADE=--upgrade moves every package to its newest release.
lock:
	$(UV) $(UPGRADE) requirements.in -o requirements.txt
	$(UV) $(UPGRADE) --constraint requirements.txt requirements-dev.in -o requirements-dev.txt
