"""Do the tests of each exercise tell right answers from wrong ones?"""

import contextlib
import io

import pytest

from grading.answers import read_answers
from grading.build import lesson_paths
from grading.source import read_lesson

LESSONS = [path.stem for path in lesson_paths()]


@pytest.fixture(scope="module", params=LESSONS)
def solved(request, tmp_path_factory):
    """A lesson's name, and for each exercise the state of the notebook just before its tests and their source."""
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.chdir(tmp_path_factory.mktemp("lesson"))
        patch.setenv("NBGRADER_EXECUTION", "autograde")
        patch.delenv("OPENAI_API_KEY", raising=False)
        lesson = read_lesson(next(path for path in lesson_paths() if path.stem == request.param))
        names, exercises = {"__name__": "__main__"}, {}
        for cell in lesson.cells:
            if cell.kind in ("code", "exercise", "tests"):
                if cell.kind == "tests":
                    exercises.setdefault(cell.name, (dict(names), []))[1].append(cell.source)
                exec(compile(cell.source, f"{lesson.name}, cell {cell.number}", "exec"), names)
        yield lesson.name, exercises


def is_accepted(answer, state, tests):
    """Run the tests of an exercise on an answer that takes the reference's place."""
    names = dict(state)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(answer.source, f"{answer.exercise}: {answer.about}", "exec"), names)
            for source in tests:
                exec(compile(source, f"tests of {answer.exercise}", "exec"), names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return True


def test_right_answers_pass_and_wrong_ones_fail(solved):
    lesson, exercises = solved
    mistaken = []
    for answer in read_answers(lesson):
        verdict = is_accepted(answer, *exercises[answer.exercise])
        if (verdict is True) != answer.is_right:
            mistaken.append(f"{answer.exercise}, {answer.about}: {verdict}")
    assert not mistaken, "\n".join(mistaken)


def test_each_exercise_has_three_right_and_five_wrong_answers(solved):
    lesson, exercises = solved
    answers = read_answers(lesson)
    for exercise in exercises:
        assert sum(a.is_right for a in answers if a.exercise == exercise) >= 3, exercise
        assert sum(not a.is_right for a in answers if a.exercise == exercise) >= 5, exercise
