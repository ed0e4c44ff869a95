"""nbgrader's settings that the class and the learner's JupyterLab have in common."""

import os
from pathlib import Path
from typing import Any

from grading.build import ROOT
from grading.repair import warnings_to_stdout


def use_common_settings(c: Any) -> None:
    """Set them on the configuration object `c` of an nbgrader_config.py."""
    c.CourseDirectory.course_id = "open-book"
    # An exchange folder that exists: without it nbgrader greets its users with an error.
    c.Exchange.root = os.environ.get("COURSE_EXCHANGE", str(ROOT / ".exchange"))
    Path(c.Exchange.root).mkdir(exist_ok=True)
    # The first cell of a lesson imports torch, which takes a slow machine half a minute.
    c.Execute.timeout = 120
    # A loaded machine needs longer than the default 4 s to hand over a cell's output.
    c.Execute.iopub_timeout = 60
    # nbgrader gives no points to a test cell that prints a warning.
    c.Execute.on_cell_complete = warnings_to_stdout
    # Without this each kernel warns that it talks over TCP.
    c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
