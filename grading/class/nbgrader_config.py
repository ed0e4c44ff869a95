"""nbgrader's settings for the class. They hold for `nbgrader ...` in this folder, for Formgrader and for `make grade`."""

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute

from grading.build import HintedStubs
from grading.execute import GradingExecute

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "open-book"

# An unsolved exercise stops with its first hint.
c.GenerateAssignment.preprocessors = [
    HintedStubs if step is ClearSolutions else step for step in GenerateAssignment.preprocessors.default_args[0]
]

c.Autograde.autograde_preprocessors = [
    GradingExecute if step is Execute else step for step in Autograde.autograde_preprocessors.default_args[0]
]
# The first cell of a lesson imports torch, which takes a slow machine half a minute.
c.Execute.timeout = 60
# A deleted test cell is put back: what counts is whether the exercise is solved.
c.OverwriteCells.add_missing_cells = True
