"""Is a submission recognised and repaired where its intent is clear, and refused in words where it is not?"""

import copy

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from grading.build import find_lesson, notebook_text, release_notebook
from grading.repair import grade_id, keep_last_copies, put_back_tests, warnings_to_stdout
from grading.submission import SubmissionError, find_submissions, place_submission, read_submission
from grading.verdicts import explain, read_verdicts

LESSON = "01_embeddings"


@pytest.fixture
def released():
    return release_notebook(find_lesson(LESSON))


@pytest.fixture
def written(tmp_path):
    """A function that writes a notebook (or any text) into a file and returns its path."""

    def write(notebook, name=f"{LESSON}.ipynb"):
        path = tmp_path / name
        path.write_text(notebook if isinstance(notebook, str) else notebook_text(notebook), encoding="utf-8")
        return path

    return write


def ids_of(notebook):
    return [grade_id(cell) for cell in notebook.cells if grade_id(cell)]


def test_a_released_notebook_has_nothing_unusual(written, released):
    submission = read_submission(written(released))
    assert (submission.lesson.name, submission.notes) == (LESSON, [])


def test_a_renamed_notebook_is_known_by_its_cells(written, released):
    submission = read_submission(written(released, "my homework.ipynb"))
    assert submission.lesson.name == LESSON
    assert "my homework.ipynb; taken for 01_embeddings.ipynb" in submission.notes[0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}', "not a notebook", '{"nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_refused_in_words(written, content):
    with pytest.raises(SubmissionError, match="is not a notebook that can be read|belongs to no lesson"):
        read_submission(written(content, "broken.ipynb"))


def test_a_notebook_of_no_lesson_is_refused(written):
    with pytest.raises(SubmissionError, match="belongs to no lesson"):
        read_submission(written(new_notebook(cells=[new_markdown_cell("Hello")]), "shopping.ipynb"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SubmissionError, match="there is no such file"):
        read_submission(tmp_path / "nothing.ipynb")


def test_a_deleted_exercise_is_noted(written, released):
    released.cells = [cell for cell in released.cells if grade_id(cell) != "search"]
    assert read_submission(written(released)).notes == ["the cell search was deleted; its tests cannot pass"]


def test_a_folder_with_a_broken_notebook_gets_a_reason_and_the_others_are_found(tmp_path, released):
    for student, text in {"anna": notebook_text(released), "ben": "{"}.items():
        folder = tmp_path / student / LESSON
        folder.mkdir(parents=True)
        (folder / "work.ipynb").write_text(text, encoding="utf-8")
    (tmp_path / "carla" / LESSON).mkdir(parents=True)
    found, refused = find_submissions(tmp_path, LESSON)
    assert list(found) == ["anna"]
    assert "not a notebook" in refused["ben"]
    assert refused["carla"] == "no notebook of this lesson in the folder"


def test_placing_a_renamed_notebook_keeps_the_original_and_its_note(tmp_path, released):
    folder = tmp_path / "anna" / LESSON
    folder.mkdir(parents=True)
    (folder / "my work.ipynb").write_text(notebook_text(released), encoding="utf-8")
    place_submission(find_submissions(tmp_path, LESSON)[0]["anna"], folder)
    assert sorted(path.name for path in folder.iterdir()) == [f"{LESSON}.ipynb", "my work.ipynb"]
    again = find_submissions(tmp_path, LESSON)[0]["anna"]
    assert "my work.ipynb" in again.notes[0]


def test_of_a_duplicated_cell_the_last_keeps_its_name(released):
    place = next(i for i, cell in enumerate(released.cells) if grade_id(cell) == "search")
    first = copy.deepcopy(released.cells[place])
    first.source = "search = None"
    released.cells.insert(place, first)
    keep_last_copies(released)
    named = [cell for cell in released.cells if grade_id(cell) == "search"]
    assert len(named) == 1
    assert "def search" in named[0].source
    assert "search = None" in [cell.source for cell in released.cells], "the first copy is still run"


@pytest.mark.parametrize(
    "names", [{"cosine-tests"}, {"failures-tests"}, {"cosine-tests", "cosine_matrix-tests", "search-tests"}]
)
def test_deleted_test_cells_are_put_back_in_their_places(released, names):
    damaged = copy.deepcopy(released)
    damaged.cells = [cell for cell in damaged.cells if grade_id(cell) not in names]
    put_back_tests(damaged, released)
    assert ids_of(damaged) == ids_of(released)


def test_tests_of_a_deleted_exercise_are_put_back_too(released):
    damaged = copy.deepcopy(released)
    damaged.cells = [cell for cell in damaged.cells if grade_id(cell) not in ("embed", "embed-tests")]
    put_back_tests(damaged, released)
    assert "embed-tests" in ids_of(damaged)


def test_an_empty_notebook_gets_all_test_cells_back(released):
    empty = new_notebook()
    put_back_tests(empty, released)
    assert [name for name in ids_of(released) if name.endswith("-tests") or name == "when-to-trust"] == ids_of(empty)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (None, "passed", ""),
        (("NotImplementedError", "not yet"), "unsolved", "not solved yet"),
        (("CellTimeoutError", ""), "stopped", "time limit"),
        (("KeyboardInterrupt", ""), "stopped", "time limit"),
        (("AssertionError", "cosine should be 1"), "failed", "cosine should be 1"),
        (("AssertionError", ""), "failed", "no message"),
        (("NameError", "name 'cosine' is not defined"), "failed", "cell that defines it deleted"),
        (("ZeroDivisionError", "division by zero"), "failed", "ZeroDivisionError: division by zero"),
    ],
)
def test_an_exception_is_explained(error, status, words):
    found_status, message = explain(error)
    assert found_status == status
    assert words in message


def test_the_error_of_the_exercise_itself_is_told_rather_than_its_consequence(released):
    for cell in released.cells:
        if grade_id(cell) == "search":
            cell.outputs = [new_output("error", ename="SyntaxError", evalue="invalid syntax (line 3)", traceback=[])]
        if grade_id(cell) == "search-tests":
            cell.outputs = [new_output("error", ename="NameError", evalue="name 'search' is not defined", traceback=[])]
    verdict = next(v for v in read_verdicts(find_lesson(LESSON), released) if v.exercise == "search")
    assert (verdict.points, verdict.message) == (0, "SyntaxError: invalid syntax (line 3)")


def test_a_warning_costs_no_points(released):
    cell = next(cell for cell in released.cells if grade_id(cell) == "cosine-tests")
    cell.outputs = [new_output("stream", name="stderr", text="RuntimeWarning: invalid value encountered")]
    assert determine_grade(cell)[0] == 0, "nbgrader has changed its mind: warnings_to_stdout is no longer needed"
    warnings_to_stdout(cell, 0)
    assert determine_grade(cell)[0] == 2
    assert "RuntimeWarning" in cell.outputs[0].text
