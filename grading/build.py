"""Build notebooks from lesson sources: the instructor's (with solutions and hidden tests) and the learner's."""

import hashlib
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from grading.render import hint_list, render_text
from grading.source import CODE_KINDS, Cell, Lesson, LessonError, read_lesson

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"
NOTEBOOKS = ROOT / "notebooks"

# Without a complete kernelspec JupyterLab greets a new user with a "Select Kernel" dialog.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LAST_CELLS = """\
## Grade this notebook

Save first (Ctrl+S, on a Mac Cmd+S). The next cell then runs the saved notebook from top to bottom in a fresh kernel,
with the hidden tests, and says what you have reached. Grade as often as you like."""


class HintedStubs(ClearSolutions):
    """nbgrader's ClearSolutions, with the exercise's first hint in the exception that an unsolved cell raises."""

    text_stub = "*Write your answer here.*"

    def preprocess_cell(self, cell: NotebookNode, resources: dict, cell_index: int) -> tuple[NotebookNode, dict]:
        message = cell.metadata.get("course", {}).get("todo", "Write your code here.")
        stub = f"# Write your code here, in place of the next line.\nraise NotImplementedError({message!r})"
        self.code_stub = {"python": stub}
        return super().preprocess_cell(cell, resources, cell_index)


def lesson_paths() -> list[Path]:
    """Return the source files of all lessons, in order."""
    return sorted(SOLUTIONS.glob("[0-9][0-9]_*.py"))


def find_lesson(name: str) -> Lesson:
    """Read the lesson called `name`, for example "01_embeddings" or just "01". Raises LessonError if there is none."""
    found = [path for path in lesson_paths() if path.stem == name or path.stem.split("_")[0] == name]
    if not found:
        known = ", ".join(path.stem for path in lesson_paths())
        raise LessonError(f"There is no lesson {name!r}. Lessons: {known}.")
    return read_lesson(found[0])


def source_notebook(lesson: Lesson) -> NotebookNode:
    """Return the instructor's notebook, with nbgrader's metadata; the same lesson always gives the same notebook."""
    cells, ids = [], set()
    grade_ids = {cell: name for name, cell in lesson.graded_cells()}
    for cell in lesson.cells:
        is_code = cell.kind in CODE_KINDS
        made = new_code_cell(cell.source) if is_code else new_markdown_cell(render_text(lesson, cell))
        if cell.kind in ("exercise", "tests", "written"):
            made.metadata["nbgrader"] = nbgrader_metadata(cell, grade_ids.get(cell, cell.name))
        if cell.kind == "exercise":
            made.metadata["course"] = {"todo": todo(lesson, cell)}
        name = (
            made.metadata["nbgrader"]["grade_id"]
            if "nbgrader" in made.metadata
            else f"{cell.kind}-{digest(cell.source)}"
        )
        cells.append((made, name))
    cells.append((new_markdown_cell(LAST_CELLS), "grade-text"))
    code = f'from course.lesson import grade_this_notebook\n\ngrade_this_notebook("{lesson.name}")'
    cells.append((new_code_cell(code), "grade-code"))
    for made, wanted in cells:
        made["id"] = unused(wanted[:60], ids)
    return new_notebook(cells=[made for made, _ in cells], metadata=METADATA)


def nbgrader_metadata(cell: Cell, name: str) -> dict:
    """Return the metadata that make a cell an exercise, its tests or a written question to nbgrader."""
    metadata = {
        "grade": cell.kind != "exercise",
        "grade_id": name,
        "locked": cell.kind == "tests",
        "schema_version": 3,
        "solution": cell.kind != "tests",
        "task": False,
    }
    return metadata | ({"points": cell.points} if cell.points else {})


def unused(name: str, taken: set[str]) -> str:
    """Return `name`, with a number if it is taken, and take it."""
    result, number = name, 2
    while result in taken:
        result, number = f"{name}-{number}", number + 1
    taken.add(result)
    return result


def todo(lesson: Lesson, cell: Cell) -> str:
    """Return what an unsolved exercise says when it is run: that it is open, and its first hint in plain words."""
    message = f"The exercise {cell.name} is not solved yet."
    for hints in lesson.named("hints", cell.name):
        first = hint_list(lesson, hints)[0].split("\n\n")[0]
        message += " Hint: " + " ".join(first.replace("`", "").split())
    return message


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def release_notebook(lesson: Lesson) -> NotebookNode:
    """Return the learner's notebook: what `nbgrader generate_assignment` makes of the source notebook.

    The same preprocessors in the same order, less those that write to a gradebook.
    """
    notebook, resources = source_notebook(lesson), {}
    steps = (LockCells, HintedStubs, ClearOutput, CheckCellMetadata, ComputeChecksums)
    steps += (ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata)
    for preprocessor in steps:
        notebook, resources = preprocessor().preprocess(notebook, resources)
    check_stubs(lesson, notebook)
    return notebook


def check_stubs(lesson: Lesson, notebook: NotebookNode) -> None:
    """Raise LessonError if taking out a solution or the hidden tests leaves a cell that is no valid Python."""
    for cell, made in zip(lesson.cells, notebook.cells, strict=False):
        if made.cell_type != "code":
            continue
        try:
            compile(made.source, cell.name, "exec")
        except SyntaxError as error:
            raise LessonError(
                f"solutions/{lesson.name}.py, cell {cell.number}: as released, line {error.lineno} is a syntax error "
                f"({error.msg}). What stands outside the markers must be valid by itself."
            ) from None


def notebook_text(notebook: NotebookNode) -> str:
    """Return a notebook as the text of its file."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def build(check: bool = False) -> list[str]:
    """Write notebooks/ from solutions/, or only compare if `check`. Returns what was (or would be) changed, in words.

    Raises LessonError for a lesson that cannot be built; then nothing is written.
    """
    wanted = {f"{path.stem}.ipynb": notebook_text(release_notebook(read_lesson(path))) for path in lesson_paths()}
    changes = []
    for name, text in wanted.items():
        path = NOTEBOOKS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changes.append(f"notebooks/{name} differs from solutions/")
            if not check:
                NOTEBOOKS.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if path.name not in wanted:
            changes.append(f"notebooks/{path.name} has no lesson in solutions/")
            if not check:
                path.unlink()
    return changes
