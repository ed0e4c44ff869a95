"""A class of ten that shows what happens in classes, taken through the whole round: `make grade`.

    python -m grading.sample_class [FOLDER]

Each member stands for one kind of submission and is named for it. The answers come from grading/answers/.
"""

import copy
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from rich.console import Console

from course import CourseError
from grading.answers import find_answer
from grading.build import build, find_lesson, notebook_text, release_notebook, source_notebook
from grading.classroom import CLASS, Classroom
from grading.report import print_class

FIRST, SECOND = "00_start_here", "01_embeddings"
Change = Callable[[NotebookNode], None]


@dataclass(frozen=True)
class Member:
    """One kind of submission: which lessons, from the solved or the blank notebook, changed how, under which name."""

    name: str
    lessons: tuple[str, ...] = (SECOND,)
    solved: bool = True
    change: Change = lambda notebook: None
    filename: str = ""


def cell_named(notebook: NotebookNode, grade_id: str) -> int:
    """Return the position of a graded cell."""
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return ids.index(grade_id)


def answers(**chosen: str) -> Change:
    """Return a change that puts answers of the catalogue, `exercise="what is particular"`, into the notebook of 01."""

    def change(notebook: NotebookNode) -> None:
        for exercise, about in chosen.items():
            notebook.cells[cell_named(notebook, exercise)].source = find_answer(SECOND, exercise, about)

    return change


def code(grade_id: str, source: str) -> Change:
    """Return a change that replaces the code of one cell."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells[cell_named(notebook, grade_id)].source = source

    return change


def delete(grade_id: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        del notebook.cells[cell_named(notebook, grade_id)]

    return change


def duplicate(grade_id: str) -> Change:
    """Return a change that repeats a cell with all its metadata, as copy and paste does, the first copy unsolved."""

    def change(notebook: NotebookNode) -> None:
        place = cell_named(notebook, grade_id)
        first = copy.deepcopy(notebook.cells[place])
        first.source = "def search(query, vectors, k):\n    return vectors  # first try"
        first["id"] = f"{first['id']}-copy"
        notebook.cells.insert(place, first)

    return change


OTHER_STYLE = {
    "cosine": "loops",
    "cosine_matrix": "einsum",
    "mean_pool": "loops",
    "normalize": "loops",
    "embed": "one text at a time",
    "search": "sorts a list",
    "failures": "three of them",
}
ERROR = "def cosine_matrix(queries, passages):\n    return queries / np.linalg.norm(queries, axes=1)"
LOOP = "def failures():\n    while True:\n        pass"

MEMBERS = (
    Member("perfect", (FIRST, SECOND)),
    Member("other_style", change=answers(**OTHER_STYLE)),
    Member(
        "float32", change=answers(cosine="float32", cosine_matrix="float32", mean_pool="float32", normalize="float32")
    ),
    Member(
        "partly_wrong",
        change=answers(cosine="nan for zeros", mean_pool="no attention mask", search="ties turned around"),
    ),
    Member("blank", (FIRST, SECOND), solved=False),
    Member("raises_error", change=code("cosine_matrix", ERROR)),
    Member("endless_loop", change=code("failures", LOOP)),
    Member("deleted_test", change=delete("normalize-tests")),
    Member("duplicated_cell", change=duplicate("search")),
    Member("renamed_notebook", filename="embeddings homework (final).ipynb"),
)


def submission_of(member: Member, lesson: str) -> NotebookNode:
    """Return the notebook that a member of the class hands in."""
    notebook = release_notebook(find_lesson(lesson))
    if member.solved:
        # What a learner typed: the solutions, in the released notebook.
        solved = source_notebook(find_lesson(lesson))
        for cell, made in zip(notebook.cells, solved.cells, strict=True):
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = made.source
    member.change(notebook)
    return notebook


def submit(folder: Path) -> None:
    """Write the submissions of the sample class into an nbgrader folder; what is there already stays untouched."""
    for member in MEMBERS:
        for lesson in member.lessons:
            name = member.filename or f"{lesson}.ipynb"
            path = folder / "submitted" / member.name / lesson / name
            text = notebook_text(submission_of(member, lesson))
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")


def run(folder: Path, console: Console) -> Classroom:
    """Take the sample class through a round: build, release, submit, autograde, feedback, export."""
    console.print(f"Build: {', '.join(build()) or 'notebooks/ is up to date'}", highlight=False)
    classroom = Classroom(folder)
    for lesson in (FIRST, SECOND):
        released = classroom.release(lesson)
        console.print(f"Release: {lesson} {'released' if released else 'is released already'}", highlight=False)
    submit(folder)
    console.print(f"Submit: {len(MEMBERS)} students in {folder / 'submitted'}", highlight=False, soft_wrap=True)
    for lesson in (FIRST, SECOND):
        graded = classroom.autograde(lesson, say=lambda line: console.print(f"Autograde: {line}", highlight=False))
        console.print(f"Autograde: {lesson}: {graded} graded, the others are up to date", highlight=False)
    classroom.export_csv(folder / "grades.csv")
    print_class([result for lesson in (FIRST, SECOND) for result in classroom.results(lesson)], console)
    console.print(
        f"Feedback is in {folder / 'feedback'}, the grades in {folder / 'grades.csv'}.", highlight=False, soft_wrap=True
    )
    console.print("Pending points are for written answers: grade them in Formgrader, see README.md.", highlight=False)
    return classroom


if __name__ == "__main__":
    try:
        run(Path(sys.argv[1]) if len(sys.argv) > 1 else CLASS, Console())
    except CourseError as problem:
        sys.exit(f"make grade: {problem}")
