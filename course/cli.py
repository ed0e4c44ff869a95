"""The `course` command. Each command is a few lines here; the work is done elsewhere."""

import sys

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


def main() -> None:
    try:
        app()
    except CourseError as error:
        sys.exit(f"course: {error}")
