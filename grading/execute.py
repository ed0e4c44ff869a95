"""Run a notebook for grading: nbgrader's executor, with the kernel told that it is being graded."""

import os
from typing import Any

from nbgrader.preprocessors import Execute


class GradingExecute(Execute):
    """nbgrader's Execute, which sets COURSE_GRADING in the kernel (see `course.budget`)."""

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        await super().async_start_new_kernel(env=os.environ | {"COURSE_GRADING": "1"}, **kwargs)
