"""The catalogue of answers that learners give: grading/answers/LESSON/EXERCISE.py, in percent format.

Each cell is a full answer to the exercise: `# %% right="..."` must pass all tests, `# %% wrong="..."` must fail.
The text in quotes says what is particular about it.
"""

from dataclasses import dataclass
from pathlib import Path

import jupytext

from grading.source import LessonError

ANSWERS = Path(__file__).parent / "answers"


@dataclass(frozen=True)
class Answer:
    """One way to solve an exercise, or to get it wrong."""

    exercise: str
    is_right: bool
    about: str
    source: str


def read_answers(lesson: str) -> list[Answer]:
    """Return the catalogue of one lesson. Raises LessonError for a cell that is marked neither right nor wrong."""
    answers = []
    for path in sorted((ANSWERS / lesson).glob("*.py")):
        for number, cell in enumerate(jupytext.read(path, fmt="py:percent").cells, start=1):
            marks = [key for key in ("right", "wrong") if key in cell.metadata]
            if len(marks) != 1:
                raise LessonError(
                    f'{path}, cell {number}: an answer starts with `# %% right="..."` or `# %% wrong="..."`.'
                )
            answers.append(Answer(path.stem, marks[0] == "right", cell.metadata[marks[0]], cell.source))
    return answers


def find_answer(lesson: str, exercise: str, about: str) -> str:
    """Return the source of one answer of the catalogue."""
    for answer in read_answers(lesson):
        if (answer.exercise, answer.about) == (exercise, about):
            return answer.source
    raise LessonError(f"no answer {about!r} for {exercise} in the catalogue of {lesson}")
