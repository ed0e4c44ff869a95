"""Results as tables in the terminal and as plain data."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grading.classroom import Result
from grading.verdicts import Verdict

MARKS = {"passed": "[green]✓[/]", "by hand": "[yellow]…[/]"}


def number(points: float) -> str:
    """Return points without a trailing .0"""
    return f"{points:g}"


def print_result(result: Result, console: Console) -> None:
    """Print one notebook's result, exercise by exercise."""
    table = Table(
        title=f"{result.lesson}: {number(result.points)} of {number(result.max_points)} points", title_justify="left"
    )
    table.add_column("")
    table.add_column("exercise", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("what to look at")
    for verdict in result.verdicts:
        points = "?" if verdict.points is None else number(verdict.points)
        mark = MARKS.get(verdict.status, "[red]✗[/]")
        table.add_row(mark, verdict.exercise, f"{points} / {number(verdict.max_points)}", words(verdict))
    console.print(table)
    for note in result.notes:
        console.print(f"Note: {note}.", highlight=False, markup=False)
    if result.pending:
        console.print("Written answers are graded by a person; their points are not counted here.", highlight=False)


def words(verdict: Verdict) -> str:
    """Return a verdict in words, safe to print in a table."""
    return "waits for a person" if verdict.status == "by hand" else escape(verdict.message)


def print_class(results: Iterable[Result], console: Console) -> None:
    """Print a class: students by lesson, with points, what waits for a person, and what was off."""
    results = list(results)
    lessons = sorted({result.lesson for result in results})
    table = Table(title="Points by student and lesson", title_justify="left", show_lines=True)
    table.add_column("student", no_wrap=True)
    for lesson in lessons:
        table.add_column(lesson, justify="right", no_wrap=True)
    table.add_column("what was off")
    for student in sorted({result.student for result in results}):
        row, off = [], []
        for lesson in lessons:
            found = [result for result in results if (result.student, result.lesson) == (student, lesson)]
            row.append(class_cell(found[0]) if found else "-")
            off += [f"{lesson[:2]} {reason}" for result in found for reason in reasons(result)]
        table.add_row(student, *row, escape("\n".join(off)))
    console.print(table)


def class_cell(result: Result) -> str:
    """Return the points of one student in one lesson, and how many answers are pending."""
    if not result.verdicts:
        return "not graded"
    return f"{number(result.points)} / {number(result.max_points)}" + f"\n{result.pending} pending" * (
        result.pending > 0
    )


def reasons(result: Result) -> list[str]:
    """Return one line for each thing that was off, the unsolved exercises in one."""
    lines = [f"{note}." for note in result.notes]
    lines += [f"{v.exercise}: {v.message}" for v in result.verdicts if v.status in ("failed", "stopped", "missing")]
    if unsolved := [verdict.exercise for verdict in result.verdicts if verdict.status == "unsolved"]:
        lines.append(f"not solved: {', '.join(unsolved)}")
    return lines


def as_data(result: Result) -> dict[str, Any]:
    """Return a result as plain data, for JSON."""
    return {
        "lesson": result.lesson,
        "points": result.points,
        "max_points": result.max_points,
        "pending": result.pending,
        "notes": result.notes,
        "exercises": [asdict(verdict) for verdict in result.verdicts],
    }
