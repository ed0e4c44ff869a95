"""nbgrader's settings in the learner's JupyterLab, for its Validate button."""

from grading.settings import use_common_settings

use_common_settings(get_config())  # noqa: F821
