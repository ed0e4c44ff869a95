"""Start JupyterLab on the lessons, with settings that spare a new user three dialogs."""

import os
import subprocess
import sys
from pathlib import Path

from course import CourseError

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "notebooks"
CLASS = ROOT / "grading" / "class"
SETTINGS = Path(__file__).parent / "jupyter"


def lab_command(lesson: str = "", folder: Path = NOTEBOOKS) -> list[str]:
    """Return the command that opens JupyterLab on one lesson or on the folder. Raises CourseError for no such lesson."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    if lesson:
        found = sorted(folder.glob(f"{lesson}*.ipynb"))
        if not found:
            known = ", ".join(path.stem for path in sorted(folder.glob("*.ipynb")))
            raise CourseError(f"There is no lesson {lesson!r}. Lessons: {known}.")
        command.append(str(found[0]))
    return command


def lab_environment() -> dict[str, str]:
    """Return the environment for JupyterLab: our settings before the user's, and the tools of .venv on the path."""
    paths = [str(SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    tools = [str(Path(sys.executable).parent), os.environ["PATH"]]
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "PATH": os.pathsep.join(tools)}


def run_lab(lesson: str = "", folder: Path = NOTEBOOKS) -> int:
    """Run JupyterLab until it is stopped; return its exit status."""
    try:
        return subprocess.call(lab_command(lesson, folder), cwd=folder, env=lab_environment())
    except KeyboardInterrupt:
        return 0
