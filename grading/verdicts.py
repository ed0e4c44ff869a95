"""What an executed notebook says about each exercise: points, and in words what went wrong."""

import re
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade

from grading.source import Lesson


@dataclass(frozen=True)
class Verdict:
    """The result of one test cell or written question.

    `points` is None for a written answer that waits for a person. `status` is "passed", "failed", "unsolved", "stopped"
    (time limit), "missing" or "by hand".
    """

    exercise: str
    points: float | None
    max_points: float
    status: str
    message: str = ""


def read_verdicts(lesson: Lesson, notebook: NotebookNode) -> list[Verdict]:
    """Return the verdict on each graded cell of an executed notebook, in the order of the lesson."""
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_grade(cell)}
    errors = {cell.metadata.get("nbgrader", {}).get("grade_id"): error_of(cell) for cell in notebook.cells}
    verdicts = []
    for name, cell in lesson.graded_cells():
        found = graded.get(name)
        if found is None:
            verdicts.append(Verdict(cell.name, 0, cell.points, "missing", "its test cell is not in the notebook"))
        elif cell.kind == "written":
            points, _ = determine_grade(found)
            unanswered = points is not None
            verdicts.append(
                Verdict(cell.name, points, cell.points, *(("unsolved", "no answer") if unanswered else ("by hand", "")))
            )
        else:
            points, _ = determine_grade(found)
            # If the exercise's own cell failed, its tests only report the consequence.
            error = errors.get(name) and (errors.get(cell.name) or errors.get(name))
            verdicts.append(Verdict(cell.name, points, cell.points, *explain(error)))
    return verdicts


def error_of(cell: NotebookNode) -> tuple[str, str] | None:
    """Return the name and message of the exception that ended a cell, or None."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return output.ename, output.evalue
    return None


def explain(error: tuple[str, str] | None) -> tuple[str, str]:
    """Return a status, and the exception in words."""
    if error is None:
        return "passed", ""
    name, message = error[0], re.sub(r"\x1b\[[0-9;]*m", "", error[1]).strip()
    if name == "NotImplementedError":
        return "unsolved", "not solved yet"
    if name in ("CellTimeoutError", "KeyboardInterrupt"):
        return "stopped", "ran longer than the time limit of one cell and was stopped. Is there a loop that never ends?"
    if name == "AssertionError":
        return "failed", message or "a check failed that has no message"
    if name == "NameError":
        return "failed", f"{message}. Was the cell that defines it deleted or not run?"
    return "failed", f"{name}: {message}" if message else name
