"""Read a lesson's source file, solutions/NN_name.py, into a Lesson, and refuse what an author got wrong.

The file is in jupytext's percent format. A cell's header says what the cell is:

    # %% [markdown] needs=60                                what the lesson needs; 60 minutes of the learner
    # %% [markdown] task="cosine" stars=1 minutes=8         an exercise's or written question's text; first line `# Title`
    # %% [markdown] hints="cosine"                          a list of hints, unfolded one by one
    # %% exercise="cosine"                                  code with ### BEGIN SOLUTION and ### END SOLUTION
    # %% tests="cosine" points=2                            asserts; ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS
    # %% [markdown] written="when-to-use" points=3          the model answer to a written question
    # %% [markdown] quiz="scale"                            a question, then options `- [ ]` and `- [x]` with a comment
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext

from course import CourseError

ATTRIBUTES = {
    "needs": set(),
    "task": {"stars", "minutes"},
    "hints": set(),
    "exercise": set(),
    "tests": {"points"},
    "written": {"points"},
    "quiz": set(),
}
CODE_KINDS = ("exercise", "tests", "code")
REGIONS = {"SOLUTION": "exercise", "HIDDEN TESTS": "tests"}


class LessonError(CourseError):
    """A mistake in a lesson's source, with the file and the cell."""


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson. `kind` is a key of ATTRIBUTES, or "text" or "code"; `number` counts from 1."""

    number: int
    kind: str
    source: str
    name: str = ""
    points: int = 0
    stars: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Lesson:
    """A lesson as its author wrote it."""

    name: str
    title: str
    cells: tuple[Cell, ...]

    def of_kind(self, kind: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == kind]

    def named(self, kind: str, name: str) -> list[Cell]:
        return [cell for cell in self.of_kind(kind) if cell.name == name]

    def graded_cells(self) -> list[tuple[str, Cell]]:
        """Return each test cell and written question with its name in nbgrader (`grade_id`).

        A test cell is called after its exercise, with `-tests`, `-tests-2`, ... behind it.
        """
        found: list[tuple[str, Cell]] = []
        for cell in self.cells:
            if cell.kind == "written":
                found.append((cell.name, cell))
            elif cell.kind == "tests":
                earlier = sum(other.kind == "tests" and other.name == cell.name for _, other in found)
                found.append((f"{cell.name}-tests" + f"-{earlier + 1}" * (earlier > 0), cell))
        return found

    def points(self, name: str) -> int:
        """Return the points of an exercise (all its test cells) or a written question."""
        return sum(cell.points for cell in (*self.named("tests", name), *self.named("written", name)))


def read_lesson(path: Path) -> Lesson:
    """Read and check one source file. Raises LessonError with the file, the cell and the remedy."""
    path = Path(path)
    if not re.fullmatch(r"\d\d_[a-z0-9_]+", path.stem):
        raise LessonError(f"{path}: a lesson's file is named NN_name.py, for example 04_rag.py.")
    try:
        notebook = jupytext.read(path, fmt="py:percent")
    except FileNotFoundError:
        raise LessonError(f"{path}: there is no such lesson.") from None
    except Exception as error:  # jupytext raises whatever its parsers meet
        raise LessonError(f"{path}: not a file in percent format ({error}).") from error
    cells = []
    for number, cell in enumerate(notebook.cells, start=1):
        cells.append(read_cell(Place(path, number), number, cell))
    if not cells or cells[0].kind != "text" or not (title := re.match(r"# (.+)", cells[0].source)):
        raise LessonError(f"{path}, cell 1: a lesson starts with a markdown cell whose first line is `# Title`.")
    lesson = Lesson(path.stem, title[1].strip(), tuple(cells))
    check_names(path, lesson)
    return lesson


@dataclass(frozen=True)
class Place:
    """Where in the sources a mistake is, and how it is told."""

    path: Path
    number: int

    def error(self, message: str) -> LessonError:
        return LessonError(f"{self.path.parent.name}/{self.path.name}, cell {self.number}: {message}")


def read_cell(place: Place, number: int, cell) -> Cell:
    """Turn one jupytext cell into a Cell, checking everything that can be seen in it alone."""
    attributes = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
    if unreadable := attributes.get("incorrectly_encoded_metadata"):  # jupytext's name for what it cannot parse
        raise place.error(f'the header cannot be read: {unreadable}. Write name="text" in quotes and points=2 without.')
    kinds = [key for key in attributes if key in ATTRIBUTES]
    if len(kinds) > 1:
        raise place.error(f"a cell is one of {', '.join(ATTRIBUTES)}; this one is {' and '.join(kinds)}.")
    kind = kinds[0] if kinds else ("code" if cell.cell_type == "code" else "text")
    if (kind in CODE_KINDS) != (cell.cell_type == "code"):
        header = "# %%" if kind in CODE_KINDS else "# %% [markdown]"
        raise place.error(f"{kind} cells start with `{header} {kind}=...`; this is a {cell.cell_type} cell.")
    allowed = ATTRIBUTES.get(kind, set())
    if unknown := [key for key in attributes if key not in allowed and key != kind]:
        raise place.error(
            f"unknown attribute {unknown[0]!r} in the header. Cells are marked by: {', '.join(ATTRIBUTES)}."
        )
    name = attributes.get(kind, "")
    if kind == "needs":
        attributes["minutes"], name = name, ""
    elif kinds and not (isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9_-]*", name)):
        raise place.error(f'{kind}="..." needs a name of small letters, digits, - and _; found {name!r}.')
    for key in allowed | ({"minutes"} if kind == "needs" else set()):
        if key not in attributes:
            raise place.error(f'{kind}="{name}" has no {key}. Add {key}=N to the cell\'s header.')
        if type(attributes[key]) is not int or attributes[key] < 1:
            raise place.error(f"{key} must be a whole number from 1 up; found {attributes[key]!r}.")
    if attributes.get("stars", 1) > 3:
        raise place.error(f"stars go from 1 to 3; found {attributes['stars']}.")
    numbers = {key: attributes.get(key, 0) for key in ("points", "stars", "minutes")}
    found = Cell(number, kind, cell.source, name, **numbers)
    check_markers(place, found)
    if kind in CODE_KINDS:
        check_syntax(place, found.source)
    if kind == "exercise" and "### BEGIN SOLUTION" not in found.source:
        raise place.error(
            f'exercise="{name}" would be released without `raise NotImplementedError`, solution and all. '
            "Put the solution between ### BEGIN SOLUTION and ### END SOLUTION."
        )
    return found


def check_markers(place: Place, cell: Cell) -> None:
    """Refuse BEGIN and END markers that are unbalanced or in the wrong kind of cell."""
    for region, kind in REGIONS.items():
        markers = re.findall(rf"^\s*### (BEGIN|END) {region}\s*$", cell.source, re.MULTILINE)
        mentioned = len(re.findall(rf"(?:BEGIN|END) {region}", cell.source))
        if mentioned and cell.kind != kind:
            raise place.error(f"### BEGIN {region} belongs in a cell with {kind}=...; this is a {cell.kind} cell.")
        if mentioned != len(markers) or markers != ["BEGIN", "END"] * (len(markers) // 2):
            raise place.error(f"each `### BEGIN {region}` needs its `### END {region}` after it, alone on its line.")


def check_syntax(place: Place, source: str) -> None:
    try:
        ast.parse(source)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise place.error(f"syntax error in line {error.lineno} of the cell: {error.msg}: {line}") from None


def check_names(path: Path, lesson: Lesson) -> None:
    """Refuse names that are used twice, and tasks, exercises, tests and hints that do not belong together."""
    position: dict[tuple[str, str], Cell] = {}
    for cell in lesson.cells:
        place = Place(path, cell.number)
        key = ("exercise" if cell.kind == "written" else cell.kind, cell.name)
        if cell.name and cell.kind != "tests" and key in position:
            raise place.error(f"the name {cell.name!r} is already used in cell {position[key].number}.")
        position.setdefault(key, cell)
        if cell.kind in ("exercise", "written") and ("task", cell.name) not in position:
            raise place.error(
                f'{cell.kind}="{cell.name}" has no text before it. Add a cell `# %% [markdown] task="{cell.name}"`.'
            )
        if cell.kind == "tests" and not lesson.named("exercise", cell.name):
            raise place.error(f'tests="{cell.name}" has no exercise="{cell.name}".')
        if cell.kind == "tests" and ("exercise", cell.name) not in position:
            raise place.error(f'tests="{cell.name}" stands before its exercise.')
        if cell.kind == "hints" and ("task", cell.name) not in position:
            raise place.error(f'hints="{cell.name}" has no task="{cell.name}" before it.')
        if cell.kind == "exercise" and not lesson.named("tests", cell.name):
            raise place.error(f'exercise="{cell.name}" has no tests. Add a cell `# %% tests="{cell.name}" points=N`.')
        if cell.kind == "task" and not (lesson.named("exercise", cell.name) or lesson.named("written", cell.name)):
            raise place.error(f'task="{cell.name}" has neither an exercise nor a written question of this name.')
