"""What a learner hands in: find the notebook, know its lesson, and say in words what is unusual about it."""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course import CourseError
from grading.build import lesson_paths
from grading.source import Lesson, read_lesson


class SubmissionError(CourseError):
    """A notebook that cannot be graded, with the reason."""


@dataclass(frozen=True)
class Submission:
    """A notebook, the lesson that it belongs to, and what was unusual about it."""

    path: Path
    lesson: Lesson
    notebook: NotebookNode
    notes: list[str] = field(default_factory=list)


def read_submission(path: Path) -> Submission:
    """Read a notebook and find its lesson by the names of its graded cells, or else by its file name.

    Raises SubmissionError if it is no notebook, or no lesson's.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise SubmissionError(f"{path}: there is no such file.") from None
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise SubmissionError(f"{path} is not a notebook that can be read: {reason[:200]}") from None
    names = graded_names(notebook)
    lessons = [read_lesson(source) for source in lesson_paths()]
    # Lessons may share a name of an exercise, so the one with the most names in common is meant.
    shared = {lesson.name: len(names.keys() & dict(lesson.graded_cells()).keys()) for lesson in lessons}
    likely = max(lessons, key=lambda lesson: (shared[lesson.name], lesson.name == path.stem))
    if shared[likely.name] == 0 and likely.name != path.stem:
        raise SubmissionError(
            f"{path} belongs to no lesson: it has none of their test cells, and is not called like one. "
            f"Lessons: {', '.join(lesson.name for lesson in lessons)}."
        )
    return Submission(path, likely, notebook, notes_on(path, likely, names))


def graded_names(notebook: NotebookNode) -> Counter:
    """Count nbgrader's names of the exercises, tests and written questions in a notebook."""
    names = (cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells)
    return Counter(name for name in names if name)


def notes_on(path: Path, lesson: Lesson, names: Counter) -> list[str]:
    """Return, in words, how a notebook differs from the lesson's, as far as grading is concerned."""
    notes = []
    if path.stem != lesson.name:
        notes.append(f"the notebook is called {path.name}; taken for {lesson.name}.ipynb")
    expected = [*dict(lesson.graded_cells()), *(cell.name for cell in lesson.of_kind("exercise"))]
    for name in expected:
        if names[name] == 0:
            is_exercise = bool(lesson.named("exercise", name))
            then = "its tests cannot pass" if is_exercise else "put back for grading"
            notes.append(f"the cell {name} was deleted; {then}")
        if names[name] > 1:
            notes.append(f"the cell {name} is there {names[name]} times; all are run, the last one counts")
    return notes


def place_submission(submission: Submission, folder: Path) -> None:
    """Copy the notebook into a folder, under the name that nbgrader looks for, unless it is there already.

    The copy keeps its time of change, so that it is told from a newer submission.
    """
    target = folder / f"{submission.lesson.name}.ipynb"
    if target.exists() and target.read_bytes() == submission.path.read_bytes():
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(submission.path, target)


def find_submissions(folder: Path, lesson: str) -> tuple[dict[str, Submission], dict[str, str]]:
    """Read what a class submitted for one lesson: `folder/<student>/<lesson>/*.ipynb`.

    Returns the submissions by student, and the reason for each student whose notebook cannot be graded. A notebook that
    was renamed is taken if it is the newest of this lesson.
    """
    found, refused = {}, {}
    for student in sorted(path for path in folder.glob("*") if (path / lesson).is_dir()):
        reasons = []
        files = (student / lesson).glob("*.ipynb")
        # Of a renamed notebook and its copy under the right name, which are equally new, the renamed one is meant.
        for path in sorted(files, key=lambda path: (path.stat().st_mtime, path.stem != lesson)):
            try:
                submission = read_submission(path)
            except SubmissionError as error:
                reasons.append(str(error))
                continue
            if submission.lesson.name == lesson:
                found[student.name] = submission
        if student.name not in found:
            refused[student.name] = "; ".join(reasons) or "no notebook of this lesson in the folder"
    return found, refused
