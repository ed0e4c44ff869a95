"""The `course` command. Each command is a few lines here; the work is done elsewhere."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from course import CourseError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def course() -> None:
    """Open Book: learn to adapt a language model, by building."""


@app.command()
def pull() -> None:
    """Fetch the embedded models, or check them if they are there."""
    from course import embedded

    for name in embedded.EMBEDDED:
        embedded.pull(name)


@app.command()
def lab(
    lesson: Annotated[str, typer.Argument(help="a lesson to open, for example 01")] = "",
    teach: Annotated[bool, typer.Option("--teach", help="open the class in grading/class, for Formgrader")] = False,
) -> None:
    """Open JupyterLab on the lessons."""
    from course.lab import CLASS, NOTEBOOKS, run_lab

    sys.exit(run_lab(lesson, CLASS if teach else NOTEBOOKS))


@app.command()
def grade(
    notebooks: Annotated[list[Path], typer.Argument(help="notebooks of this course, whatever they are called")],
    json_file: Annotated[str, typer.Option("--json", help="write the results here as JSON; - prints them")] = "",
) -> None:
    """Grade notebooks with the hidden tests: points and messages by exercise."""
    from rich.console import Console

    from grading.classroom import grade_notebook
    from grading.report import as_data, print_result

    results, failed = [], False
    for path in notebooks:
        try:
            result = grade_notebook(path)
        except CourseError as error:
            failed = True
            print(f"course: {error}", file=sys.stderr)
            continue
        results.append({"notebook": str(path)} | as_data(result))
        if json_file != "-":
            print_result(result, Console())
    if json_file:
        text = json.dumps(results, indent=2, ensure_ascii=False)
        if json_file == "-":
            print(text)
        else:
            Path(json_file).write_text(text + "\n", encoding="utf-8")
    sys.exit(1 if failed else 0)


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="change nothing; fail if a notebook is out of date")] = False,
) -> None:
    """Build notebooks/ from solutions/."""
    from grading.build import build as build_notebooks

    changes = build_notebooks(check)
    for change in changes:
        print(change if check else f"written: {change.split(' ')[0]}")
    if check and changes:
        sys.exit("course: notebooks/ is generated. Edit solutions/, then run: course build")
    if not changes:
        print("notebooks/ is up to date")


def main() -> None:
    try:
        app()
    except CourseError as error:
        sys.exit(f"course: {error}")
    except KeyboardInterrupt:
        sys.exit("course: interrupted")
