"""A class in nbgrader's folder layout: release lessons, autograde submissions, write feedback, export the grades.

nbgrader does the work and keeps the gradebook; this module calls it in the right order and says in words what happened.
"""

import os
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning

from course import CourseError
from course.embedded import require_models
from grading.build import ROOT, find_lesson, notebook_text, source_notebook
from grading.submission import find_submissions, place_submission, read_submission
from grading.verdicts import Verdict, read_verdicts

CLASS = ROOT / "grading" / "class"


class ClassError(CourseError):
    """nbgrader could not do a step; the message carries its own words."""


@dataclass(frozen=True)
class Result:
    """What one student has reached in one lesson: the points of the gradebook, by tests and by hand.

    `pending` counts the written answers that wait for a person. Without verdicts the submission could not be graded, and
    the notes say why.
    """

    student: str
    lesson: str
    points: float = 0
    max_points: float = 0
    pending: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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
        """Grade each submission of a lesson that is new or changed. Returns how many were graded.

        Raises ModelError if an embedded model is missing: the lessons would fail without any fault of the learner.
        """
        require_models()
        graded = 0
        submissions, refused = find_submissions(self.folder / "submitted", lesson)
        for student, submission in submissions.items():
            place_submission(submission, self.folder / "submitted" / student / lesson)
            if self.is_graded(student, lesson):
                continue
            say(f"{lesson}: grading {student}")
            try:
                self.grade_submission(lesson, student)
                self.call("generate_feedback", lesson, student)
            except ClassError as error:  # costs this submission its grade, not the class
                refused[student] = str(error)
            else:
                graded += 1
        for student, reason in refused.items():
            say(f"{lesson}: {student} cannot be graded: {reason}")
        return graded

    def grade_submission(self, lesson: str, student: str) -> None:
        """Let nbgrader grade one submission; once more if its kernel got lost, which happens on a loaded machine."""
        try:
            self.call("autograde", lesson, student)
        except ClassError:
            self.call("autograde", lesson, student)

    def is_graded(self, student: str, lesson: str) -> bool:
        """Say whether a submission was graded since it, and the lesson's source, last changed."""
        made = self.folder / "autograded" / student / lesson / f"{lesson}.ipynb"
        inputs = [self.folder / "source" / lesson, self.folder / "submitted" / student / lesson]
        changed = max(path.stat().st_mtime for folder in inputs for path in folder.glob("*.ipynb"))
        feedback = self.folder / "feedback" / student / lesson / f"{lesson}.html"
        return made.exists() and feedback.exists() and made.stat().st_mtime > changed

    def results(self, lesson: str) -> list[Result]:
        """Return the result of each student who submitted a lesson, as the gradebook has it now."""
        submissions, refused = find_submissions(self.folder / "submitted", lesson)
        results = [Result(student, lesson, notes=[reason]) for student, reason in refused.items()]
        with self.gradebook() as gradebook:
            for student, submission in submissions.items():
                path = self.folder / "autograded" / student / lesson / f"{lesson}.ipynb"
                try:
                    graded = gradebook.find_submission(lesson, student)
                    verdicts = read_verdicts(submission.lesson, nbformat.read(path, as_version=4))
                except (MissingEntry, FileNotFoundError):
                    results.append(Result(student, lesson, notes=[*submission.notes, "not graded yet"]))
                    continue
                pending = sum(grade.needs_manual_grade for notebook in graded.notebooks for grade in notebook.grades)
                scores = (graded.score, graded.max_score, pending)
                results.append(Result(student, lesson, *scores, verdicts, submission.notes))
        return sorted(results, key=lambda result: result.student)

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
            # The first error in the log is the cause; `error` mostly just points to it.
            causes = [line for line in (reply.get("log") or "").splitlines() if line.startswith("[ERROR]")]
            words = causes[0].removeprefix("[ERROR]").strip() if causes else reply.get("error") or "no reason given"
            raise ClassError(f"nbgrader {method} {' '.join(arguments)} failed in {self.folder}: {words}")


def grade_notebook(path: Path) -> Result:
    """Grade one notebook with the hidden tests, in a class of its own that is thrown away.

    Raises SubmissionError if it is no notebook of this course, ModelError if an embedded model is missing.
    """
    require_models()
    submission = read_submission(path)
    lesson = submission.lesson.name
    with tempfile.TemporaryDirectory(prefix="open-book-") as folder:
        classroom = Classroom(Path(folder))
        classroom.release(lesson)
        place_submission(submission, classroom.folder / "submitted" / "me" / lesson)
        classroom.grade_submission(lesson, "me")
        (result,) = classroom.results(lesson)
    return replace(result, notes=submission.notes)
