"""A class in nbgrader's folder layout: release lessons, autograde submissions, write feedback, export the grades.

nbgrader does the work and keeps the gradebook; this module calls it in the right order and says in words what happened.
"""

import os
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning

from course import CourseError
from grading.build import ROOT, find_lesson, notebook_text, source_notebook
from grading.submission import find_submissions, place_submission, read_submission
from grading.verdicts import Verdict, read_verdicts

CLASS = ROOT / "grading" / "class"


class ClassError(CourseError):
    """nbgrader could not do a step; the message carries its own words."""


@dataclass(frozen=True)
class Result:
    """What one student has reached in one lesson."""

    student: str
    lesson: str
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    manual_points: float = 0
    pending: int = 0

    @property
    def points(self) -> float:
        return sum(verdict.points or 0 for verdict in self.verdicts) + self.manual_points

    @property
    def max_points(self) -> float:
        return sum(verdict.max_points for verdict in self.verdicts)


class Classroom:
    """An nbgrader course folder."""

    def __init__(self, folder: Path = CLASS) -> None:
        self.folder = folder.absolute()
        self.folder.mkdir(parents=True, exist_ok=True)
        # nbgrader starts alembic by its bare name.
        bin_folder = str(Path(sys.executable).parent)
        if bin_folder not in os.environ["PATH"].split(os.pathsep):
            os.environ["PATH"] = bin_folder + os.pathsep + os.environ["PATH"]
        self.api = self.make_api()

    def make_api(self):
        """Return nbgrader's API for this folder, with the settings of grading/class/nbgrader_config.py."""
        from nbgrader.apps import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import PyFileConfigLoader

        config = PyFileConfigLoader("nbgrader_config.py", path=str(CLASS)).load_config()
        config.CourseDirectory.root = str(self.folder)
        return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)

    def release(self, lesson: str) -> bool:
        """Write the instructor's notebook of a lesson and let nbgrader release it. Returns False if nothing changed."""
        text = notebook_text(source_notebook(find_lesson(lesson)))
        source = self.folder / "source" / lesson / f"{lesson}.ipynb"
        released = self.folder / "release" / lesson / f"{lesson}.ipynb"
        if source.exists() and released.exists() and source.read_text(encoding="utf-8") == text:
            return False
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
        self.call("generate_assignment", lesson)
        return True

    def autograde(self, lesson: str, say: Callable[[str], None] = lambda line: None) -> int:
        """Grade each submission of a lesson that is new or changed. Returns how many were graded."""
        graded = 0
        submissions, refused = find_submissions(self.folder / "submitted", lesson)
        for student, submission in submissions.items():
            place_submission(submission, self.folder / "submitted" / student / lesson)
            if self.is_graded(student, lesson):
                continue
            say(f"{lesson}: grading {student}")
            self.call("autograde", lesson, student)
            self.call("generate_feedback", lesson, student)
            graded += 1
        for student, reason in refused.items():
            say(f"{lesson}: {student} cannot be graded: {reason}")
        return graded

    def is_graded(self, student: str, lesson: str) -> bool:
        """Say whether a submission was graded since it, and the lesson's source, last changed."""
        made = self.folder / "autograded" / student / lesson / f"{lesson}.ipynb"
        inputs = [self.folder / "source" / lesson, self.folder / "submitted" / student / lesson]
        changed = max(path.stat().st_mtime for folder in inputs for path in folder.glob("*.ipynb"))
        feedback = self.folder / "feedback" / student / lesson / f"{lesson}.html"
        return made.exists() and feedback.exists() and made.stat().st_mtime > changed

    def results(self, lesson: str) -> list[Result]:
        """Return every student's result of one lesson, with the points given by hand so far."""
        submissions, refused = find_submissions(self.folder / "submitted", lesson)
        results = [Result(student, lesson, notes=[reason]) for student, reason in refused.items()]
        for student, submission in submissions.items():
            path = self.folder / "autograded" / student / lesson / f"{lesson}.ipynb"
            if path.exists():
                verdicts = read_verdicts(submission.lesson, nbformat.read(path, as_version=4))
                manual, pending = self.by_hand(student, lesson)
                results.append(Result(student, lesson, verdicts, submission.notes, manual, pending))
        return sorted(results, key=lambda result: result.student)

    def by_hand(self, student: str, lesson: str) -> tuple[float, int]:
        """Return the points given by hand, and how many answers wait for a person, from the gradebook."""
        with self.gradebook() as gradebook:
            try:
                grades = gradebook.find_submission(lesson, student).notebooks[0].grades
            except (MissingEntry, IndexError):
                return 0, 0
            manual = sum(
                (grade.manual_score or 0) + (grade.extra_credit or 0) for grade in grades if grade.auto_score is None
            )
            return manual, sum(grade.needs_manual_grade for grade in grades)

    def export_csv(self, path: Path) -> None:
        """Write nbgrader's table of grades."""
        from nbgrader.plugins import CsvExportPlugin

        with self.gradebook() as gradebook:
            CsvExportPlugin(to=str(path)).export(gradebook)

    def gradebook(self) -> Gradebook:
        return Gradebook(self.api.coursedir.db_url, self.api.coursedir.course_id)

    def call(self, method: str, *arguments: str) -> None:
        """Call a method of nbgrader's API; raise ClassError with its words if it fails."""
        with warnings.catch_warnings():
            # nbgrader's own use of its database is no concern of an instructor.
            warnings.filterwarnings("ignore", category=SAWarning)
            reply = getattr(self.api, method)(*arguments)
        if not reply["success"]:
            words = (reply.get("error") or reply.get("log") or "no reason given").strip()
            raise ClassError(f"nbgrader {method} {' '.join(arguments)} failed in {self.folder}:\n{words}")


def grade_notebook(path: Path) -> Result:
    """Grade one notebook with the hidden tests, in a class of its own that is thrown away.

    Raises SubmissionError if it is no notebook of this course.
    """
    submission = read_submission(path)
    lesson = submission.lesson.name
    with tempfile.TemporaryDirectory(prefix="open-book-") as folder:
        classroom = Classroom(Path(folder))
        classroom.release(lesson)
        place_submission(submission, classroom.folder / "submitted" / "me" / lesson)
        classroom.call("autograde", lesson, "me")
        (result,) = classroom.results(lesson)
    return Result("me", lesson, result.verdicts, submission.notes, pending=result.pending)
