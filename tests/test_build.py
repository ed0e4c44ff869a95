"""Does the builder turn lesson sources into notebooks, and refuse what an author got wrong?"""

import json
import re
import subprocess
import sys

import nbformat
import pytest

from grading import build as builder
from grading.build import (
    lesson_paths,
    notebook_text,
    release_notebook,
    source_notebook,
)
from grading.classroom import Classroom
from grading.source import LessonError, read_lesson

GOOD = '''# %% [markdown]
# # A small lesson

# %% [markdown] task="double" stars=1 minutes=5
# # Twice as much
#
# Write `double(x)`.

# %% [markdown] hints="double"
# - Multiply by `2`.
# - Or add it to itself.

# %% exercise="double"
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% tests="double" points=2
assert double(1) == 2, "double(1) should be 2"
### BEGIN HIDDEN TESTS
assert double(21) == 42
### END HIDDEN TESTS

# %% [markdown] quiz="halves"
# What is half of 2?
# - [x] 1
#   Two times 1 is 2.
# - [ ] 2
#   That is all of it.
# - [ ] 4
#   That is twice as much.

# %% [markdown] task="why" stars=1 minutes=5
# # Why
#
# Why?

# %% [markdown] written="why" points=3
# Because.
'''


@pytest.fixture
def lesson_from(tmp_path):
    """A function that writes a source into solutions/90_small.py and reads it as a lesson."""

    def read(source, name="90_small.py"):
        path = tmp_path / "solutions" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")
        return read_lesson(path)

    return read


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """The builder with a solutions/ and a notebooks/ folder of its own, and one good lesson."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "90_small.py").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(builder, "SOLUTIONS", tmp_path / "solutions")
    monkeypatch.setattr(builder, "NOTEBOOKS", tmp_path / "notebooks")
    return tmp_path


def released(lesson, grade_id):
    cells = release_notebook(lesson).cells
    return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def test_solutions_and_hidden_tests_are_not_released(lesson_from):
    text = notebook_text(release_notebook(lesson_from(GOOD)))
    assert "2 * x" not in text
    assert "double(21)" not in text
    assert "Because" not in text


def test_visible_tests_are_released(lesson_from):
    assert "double(1) should be 2" in released(lesson_from(GOOD), "double-tests").source


def test_an_unsolved_exercise_stops_with_its_first_hint(lesson_from):
    names = {}
    exec(released(lesson_from(GOOD), "double").source, names)
    with pytest.raises(NotImplementedError, match="double is not solved yet. Hint: Multiply by 2."):
        names["double"](1)


def test_hints_open_one_inside_the_other(lesson_from):
    hints = next(cell.source for cell in release_notebook(lesson_from(GOOD)).cells if "Hint (1 of 2)" in cell.source)
    assert hints.index("Hint (1 of 2)") < hints.index("Multiply") < hints.index("(2 of 2)") < hints.index("Or add")
    assert hints.count("<details>") == hints.count("</details>") == 2
    assert "</details>" not in hints[: hints.index("Or add")]


def test_an_exercise_says_stars_minutes_and_points(lesson_from):
    text = notebook_text(release_notebook(lesson_from(GOOD)))
    assert "### Exercise 1: Twice as much" in text
    assert "★☆☆ · 5 min · 2 points" in text
    assert "★☆☆ · 5 min · 3 points · graded by hand" in text


def test_a_quiz_folds_its_comments(lesson_from):
    text = "".join(cell.source for cell in release_notebook(lesson_from(GOOD)).cells)
    assert "<details><summary>1</summary>\n\n✓ Right. Two times 1 is 2." in text
    assert "<details><summary>4</summary>\n\n✗ Not so. That is twice as much." in text


def test_building_twice_gives_the_same_file(lesson_from):
    first, second = (notebook_text(release_notebook(lesson_from(GOOD))) for _ in range(2))
    assert first == second


def test_cell_ids_are_unique_and_named_for_what_they_grade(lesson_from):
    ids = [cell.id for cell in release_notebook(lesson_from(GOOD)).cells]
    assert len(set(ids)) == len(ids)
    assert {"double", "double-tests", "why"} <= set(ids)


def replaced(old, new):
    assert old in GOOD
    return GOOD.replace(old, new)


MISTAKES = {
    "no points": (replaced(' points=2', ""), 5, "has no points. Add points=N"),
    "points that are no number": (replaced("points=2", "points=two"), 5, "the header cannot be read"),
    "points that are zero": (replaced("points=2", "points=0"), 5, "points must be a whole number"),
    "no points for a written question": (replaced(" points=3", ""), 8, "has no points"),
    "no stars": (replaced("stars=1 minutes=5\n# # Twice", "minutes=5\n# # Twice"), 2, "has no stars"),
    "four stars": (replaced("stars=1 minutes=5\n# # Twice", "stars=4 minutes=5\n# # Twice"), 2, "stars go from 1 to 3"),
    "a name twice": (GOOD + '\n# %% exercise="double"\n### BEGIN SOLUTION\n### END SOLUTION\n', 9, "already used in cell 4"),
    "tests without an exercise": (GOOD + '\n# %% tests="triple" points=1\nassert True\n', 9, "has no exercise"),
    "an exercise without tests": (
        GOOD + '\n# %% [markdown] task="t" stars=1 minutes=1\n# # T\n\n# %% exercise="t"\n### BEGIN SOLUTION\n### END SOLUTION\n',
        10,
        "has no tests",
    ),
    "an exercise without text": (
        GOOD + '\n# %% exercise="t"\n### BEGIN SOLUTION\n### END SOLUTION\n\n# %% tests="t" points=1\nassert True\n',
        9,
        "has no text before it",
    ),
    "hints without a task": (GOOD + '\n# %% [markdown] hints="t"\n# - Hint.\n', 9, "has no task"),
    "a task without exercise": (GOOD + '\n# %% [markdown] task="t" stars=1 minutes=1\n# # T\n', 9, "neither an exercise nor"),
    "no END SOLUTION": (replaced("    ### END SOLUTION\n", ""), 4, "needs its `### END SOLUTION`"),
    "no BEGIN SOLUTION": (replaced("    ### BEGIN SOLUTION\n", ""), 4, "needs its `### END SOLUTION`"),
    "END before BEGIN": (
        replaced("### BEGIN HIDDEN TESTS", "### x").replace("### END HIDDEN", "### BEGIN HIDDEN").replace("### x", "### END HIDDEN TESTS"),
        5,
        "needs its `### END HIDDEN TESTS`",
    ),
    "a solution in an ordinary cell": (GOOD + "\n# %%\n### BEGIN SOLUTION\n### END SOLUTION\n", 9, "belongs in a cell with exercise="),
    "no solution region": (
        replaced("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", ""),
        4,
        "without `raise NotImplementedError`",
    ),
    "a syntax error": (replaced("return 2 * x", "return 2 *"), 4, "syntax error in line 4 of the cell"),
    "a misspelt attribute": (replaced('# %% exercise="double"', '# %% excercise="double"'), 4, "unknown attribute 'excercise'"),
    "two attributes": (replaced('# %% exercise="double"', '# %% exercise="double" tests="double" points=1'), 4, "exercise and tests"),
    "a name with spaces": (replaced('hints="double"', 'hints="double it"'), 3, "needs a name of small letters"),
    "a written question in a code cell": (replaced("# %% [markdown] written", "# %% written"), 8, "start with `# %% [markdown]"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_author_s_mistake_is_refused_with_file_and_cell(lesson_from, mistake):
    source, cell, words = MISTAKES[mistake]
    with pytest.raises(LessonError) as refusal:
        lesson_from(source)
    assert f"solutions/90_small.py, cell {cell}: " in str(refusal.value)
    assert words in str(refusal.value)


RENDERING_MISTAKES = {
    "a quiz with two right options": (replaced("- [ ] 4", "- [x] 4"), "one `- [x]`"),
    "an option without a comment": (replaced("#   That is all of it.\n", ""), "no comment below the option"),
    "hints that are no list": (replaced("# - Multiply", "# Multiply"), "hints are a list"),
    "a task without a title": (replaced("# # Twice as much\n", ""), "first line of a task is its title"),
    "code that only holds with the hidden tests": (
        replaced("### BEGIN HIDDEN TESTS\nassert double(21) == 42", "if True:\n    ### BEGIN HIDDEN TESTS\n    assert double(21) == 42")
        .replace("### END HIDDEN TESTS", "    ### END HIDDEN TESTS"),
        "as released, line",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", RENDERING_MISTAKES)
def test_a_mistake_in_a_cell_s_text_is_refused_when_it_is_built(lesson_from, mistake):
    source, words = RENDERING_MISTAKES[mistake]
    lesson = lesson_from(source)
    with pytest.raises(LessonError, match=re.escape(words)):
        release_notebook(lesson)


def test_a_lesson_needs_a_title(lesson_from):
    with pytest.raises(LessonError, match="cell 1: a lesson starts with"):
        lesson_from(GOOD.replace("# # A small lesson", "# A small lesson"))


def test_a_lesson_s_file_is_named_with_its_number(lesson_from):
    with pytest.raises(LessonError, match="named NN_name.py"):
        lesson_from(GOOD, name="small.py")


def test_build_writes_what_is_missing_and_then_has_nothing_to_do(own_folders):
    assert builder.build() == ["notebooks/90_small.ipynb differs from solutions/"]
    assert builder.build() == []


def test_check_finds_a_notebook_edited_by_hand(own_folders):
    builder.build()
    path = own_folders / "notebooks" / "90_small.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Twice", "Thrice"), encoding="utf-8")
    assert builder.build(check=True) == ["notebooks/90_small.ipynb differs from solutions/"]
    assert "Thrice" in path.read_text(encoding="utf-8"), "check must not write"


def test_build_removes_a_notebook_without_a_lesson(own_folders):
    builder.build()
    (own_folders / "notebooks" / "91_gone.ipynb").write_text("{}")
    assert builder.build(check=True) == ["notebooks/91_gone.ipynb has no lesson in solutions/"]
    builder.build()
    assert not (own_folders / "notebooks" / "91_gone.ipynb").exists()


def test_a_broken_lesson_leaves_the_notebooks_as_they_are(own_folders):
    builder.build()
    before = (own_folders / "notebooks" / "90_small.ipynb").read_bytes()
    (own_folders / "solutions" / "90_small.py").write_text(GOOD.replace(" points=2", ""), encoding="utf-8")
    with pytest.raises(LessonError):
        builder.build()
    assert (own_folders / "notebooks" / "90_small.ipynb").read_bytes() == before


def test_the_committed_notebooks_are_those_of_the_sources():
    done = subprocess.run([sys.executable, "-m", "course", "build", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nbgrader_releases_the_same_notebook(tmp_path):
    classroom = Classroom(tmp_path)
    for path in lesson_paths():
        classroom.release(path.stem)
        theirs = (tmp_path / "release" / path.stem / f"{path.stem}.ipynb").read_text(encoding="utf-8")
        assert theirs == (builder.NOTEBOOKS / f"{path.stem}.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_a_lesson_has_every_part(path):
    lesson = read_lesson(path)
    assert "**" in lesson.cells[0].source and "?" in lesson.cells[0].source, "opens with a question"
    assert len(lesson.of_kind("needs")) == 1
    assert len(lesson.of_kind("exercise")) >= 4
    assert len(lesson.of_kind("quiz")) in (2, 3)
    assert len(lesson.of_kind("written")) == 1
    exercises = {cell.name for cell in lesson.of_kind("exercise")}
    assert exercises == {cell.name for cell in lesson.of_kind("hints")}, "hints for every exercise"
    assert all("HIDDEN TESTS" in cell.source for cell in lesson.of_kind("tests"))
    text = "\n".join(cell.source for cell in lesson.cells)
    assert "predict(" in text and "compare(" in text
    assert "## What you can do now" in text and "**Read on:**" in text
    assert "Running every cell" in notebook_text(source_notebook(lesson)), "run scripts/measure_needs.py"


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_a_notebook_names_its_kernel_and_is_valid(path):
    file = builder.NOTEBOOKS / f"{path.stem}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert json.loads(file.read_text(encoding="utf-8"))["nbformat_minor"] >= 5
