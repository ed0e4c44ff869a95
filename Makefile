# Each target first sets up .venv, if needed; see scripts/setup.py.
PYTHON ?= python3
VENV := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)

.PHONY: help setup lab grade test build lock measure

help:
	@echo "make lab      set up, open JupyterLab on the lessons"
	@echo "make grade    set up, take a generated sample class through a round of grading"
	@echo "make test     set up, run all tests"
	@echo "make build    set up, build notebooks/ from solutions/"
	@echo "make lock     set up, resolve the dependencies again"
	@echo "make measure  set up, measure what each lesson needs"

setup:
	@$(PYTHON) scripts/setup.py

lab: setup
	@$(VENV)/course lab

grade: setup
	@$(VENV)/python -m grading.sample_class

test: setup
	@$(VENV)/python -m pytest

build: setup
	@$(VENV)/course build

lock: setup
	@$(VENV)/python scripts/lock.py

measure: setup
	@$(VENV)/python scripts/measure_needs.py
