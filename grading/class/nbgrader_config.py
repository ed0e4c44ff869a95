"""nbgrader's settings for the class. They hold for `nbgrader ...` in this folder, for Formgrader and for `make grade`."""

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, DeduplicateIds

from grading.build import HintedStubs
from grading.repair import RepairCells, warnings_to_stdout

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "open-book"

# An unsolved exercise stops with its first hint.
c.GenerateAssignment.preprocessors = [
    HintedStubs if step is ClearSolutions else step for step in GenerateAssignment.preprocessors.default_args[0]
]

# The first cell of a lesson imports torch, which takes a slow machine half a minute.
c.Execute.timeout = 60
# Without this each kernel warns that it talks over TCP.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]

# A deleted test cell is put back, and of a duplicated cell the last one counts.
c.Autograde.sanitize_preprocessors = [
    RepairCells if step is DeduplicateIds else step for step in Autograde.sanitize_preprocessors.default_args[0]
]
# nbgrader gives no points to a test cell that prints a warning.
c.Execute.on_cell_complete = warnings_to_stdout
