"""nbgrader's settings for the class. They hold for `nbgrader ...` in this folder, for Formgrader and for `make grade`."""

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, DeduplicateIds

from grading.build import HintedStubs
from grading.repair import RepairCells
from grading.settings import use_common_settings

c = get_config()  # noqa: F821
use_common_settings(c)

# An unsolved exercise stops with its first hint.
c.GenerateAssignment.preprocessors = [
    HintedStubs if step is ClearSolutions else step for step in GenerateAssignment.preprocessors.default_args[0]
]

# A deleted test cell is put back, and of a duplicated cell the last one counts.
c.Autograde.sanitize_preprocessors = [
    RepairCells if step is DeduplicateIds else step for step in Autograde.sanitize_preprocessors.default_args[0]
]
