"""Does the sample class get the grades that it should, one by one, and does a second run change nothing?"""

import csv
import io

import pytest
from rich.console import Console

from grading.classroom import Classroom
from grading.report import reasons
from grading.sample_class import FIRST, MEMBERS, SECOND, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

# student, lesson: points by the tests, written answers that wait, and a piece of what is said to be off
EXPECTED = {
    ("perfect", FIRST): (7, 1, None),
    ("perfect", SECOND): (16, 1, None),
    ("other_style", SECOND): (16, 1, None),
    ("float32", SECOND): (16, 1, None),
    ("partly_wrong", SECOND): (6, 1, "mean_pool with the last of three tokens masked should be"),
    ("blank", FIRST): (0, 0, "not solved: is_right, accuracy, build_prompt, best_passage, which-exam"),
    ("blank", SECOND): (0, 0, "not solved: cosine, cosine_matrix"),
    ("raises_error", SECOND): (14, 1, "cosine_matrix: TypeError: norm() got an unexpected keyword argument 'axes'"),
    ("endless_loop", SECOND): (14, 1, "failures: ran longer than the time limit"),
    ("deleted_test", SECOND): (16, 1, "the cell normalize-tests was deleted; put back for grading"),
    ("duplicated_cell", SECOND): (16, 1, "the cell search is there 2 times; all are run, the last one counts"),
    ("renamed_notebook", SECOND): (16, 1, "the notebook is called embeddings homework (final).ipynb"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder of the class after one round, and what was printed."""
    folder = tmp_path_factory.mktemp("class")
    printed = io.StringIO()
    run(folder, Console(file=printed, width=140))
    return folder, printed.getvalue()


@pytest.fixture(scope="module")
def results(graded):
    classroom = Classroom(graded[0])
    found = [result for lesson in (FIRST, SECOND) for result in classroom.results(lesson)]
    return {(result.student, result.lesson): result for result in found}


def test_the_whole_class_is_in_the_table(results):
    assert results.keys() == EXPECTED.keys()
    assert {student for student, _ in EXPECTED} == {member.name for member in MEMBERS}


@pytest.mark.parametrize(("student", "lesson"), EXPECTED)
def test_a_student_gets_the_expected_points_and_reasons(results, student, lesson):
    result = results[student, lesson]
    points, pending, off = EXPECTED[student, lesson]
    said = "\n".join(reasons(result))
    assert (result.points, result.pending) == (points, pending), said
    assert (off in said) if off else (said == "")


def test_the_printed_table_shows_points_pending_answers_and_reasons(graded):
    printed = graded[1]
    assert "16 / 19" in printed
    assert "1 pending" in printed
    assert "put back for grading" in printed


def test_everyone_gets_feedback(graded):
    for student, lesson in EXPECTED:
        page = graded[0] / "feedback" / student / lesson / f"{lesson}.html"
        assert "TypeError" in page.read_text(encoding="utf-8") or student != "raises_error"


def test_the_gradebook_and_the_csv_hold_the_same_points(graded):
    with (graded[0] / "grades.csv").open(newline="") as file:
        rows = {(row["student_id"], row["assignment"]): float(row["raw_score"]) for row in csv.DictReader(file)}
    assert {key: rows[key] for key in EXPECTED} == {key: points for key, (points, _, _) in EXPECTED.items()}


def test_the_submitted_files_are_kept_as_they_were(graded):
    folder = graded[0] / "submitted" / "renamed_notebook" / SECOND
    assert (folder / "embeddings homework (final).ipynb").exists()


def test_a_second_run_grades_nothing_and_changes_nothing(graded):
    folder = graded[0]
    before = {path: path.read_bytes() for path in folder.rglob("*.html")}
    grades = (folder / "grades.csv").read_bytes()
    printed = io.StringIO()
    run(folder, Console(file=printed, width=140))
    assert f"{SECOND}: 0 graded" in printed.getvalue()
    assert {path: path.read_bytes() for path in folder.rglob("*.html")} == before
    assert (folder / "grades.csv").read_bytes() == grades
    table = graded[1][graded[1].index("Points by student") :]
    assert table in printed.getvalue()


def test_points_given_by_hand_are_added_and_no_longer_pending(graded):
    classroom = Classroom(graded[0])
    with classroom.gradebook() as gradebook:
        grade = gradebook.find_grade("when-to-trust", SECOND, SECOND, "perfect")
        grade.manual_score = 2.5
        grade.needs_manual_grade = False
        gradebook.db.commit()
    result = next(result for result in classroom.results(SECOND) if result.student == "perfect")
    assert (result.points, result.pending) == (18.5, 0)
