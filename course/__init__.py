"""What the lessons import: models, data, checks, pictures, and the `course` command.

Nothing here answers an exercise. Importing the package is light: torch and the libraries on top of it are imported by
the functions that need them.
"""

import os

# The libraries of the course report usage and look for updates unless told otherwise. A class works offline.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("LANGSMITH_TRACING", "false")
# A warm tokenizer warns at each fork, and some lessons fork.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


class CourseError(Exception):
    """Something that the reader of the message can mend. It says what was wrong, where, and what to do."""


def is_being_graded() -> bool:
    """Say whether this notebook is being graded or validated, by the variable that nbgrader sets for its kernels."""
    return "NBGRADER_EXECUTION" in os.environ


def budget(full: int, graded: int) -> int:
    """Return how much of a long computation to do: `full` for a learner, `graded` while a notebook is being graded.

    Grading checks that the code works; it does not wait for what only a reader looks at.
    """
    return graded if is_being_graded() else full
