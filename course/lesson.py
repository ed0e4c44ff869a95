"""What runs in every lesson: looking at the environment, predicting before running, grading the notebook."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from course import CourseError, is_being_graded

PREDICTIONS = Path(".course") / "predictions.json"


def check_environment() -> None:
    """Print what this notebook runs on, and the remedy if something is missing."""
    import platform

    from course.device import best_device
    from course.embedded import EMBEDDED, model_folder

    print(f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores")
    device = best_device()
    print(
        f"Language models run on: {device.name}, numbers as {str(device.dtype).removeprefix('torch.')} ({device.why})"
    )
    for name, model in EMBEDDED.items():
        try:
            model_folder(name)
            print(f"Model {name}: ready, licence {model.licence}")
        except CourseError as error:
            print(f"Model {name}: {error}")


def predict(name: str, guess: Any) -> None:
    """Keep a prediction until `compare` shows it again. None means that there is none yet."""
    if guess is None:
        print("No prediction yet. Replace None with your guess and run this cell again; then read on.")
        return
    predictions = read_predictions() | {name: guess}
    try:
        PREDICTIONS.parent.mkdir(exist_ok=True)
        PREDICTIONS.write_text(json.dumps(predictions, indent=1), encoding="utf-8")
    except (OSError, TypeError) as error:
        print(f"Your prediction is {guess}. It could not be written down ({error}).")
        return
    print(f"Noted: {guess}.")


def compare(name: str, measured: Any) -> None:
    """Show the prediction of this name beside what was measured."""
    guesses = read_predictions()
    prediction = f"You predicted {guesses[name]}." if name in guesses else "You made no prediction."
    print(f"{prediction} Measured: {measured}.")


def read_predictions() -> dict[str, Any]:
    try:
        return json.loads(PREDICTIONS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def grade_this_notebook(lesson: str) -> None:
    """Grade the saved notebook with the hidden tests, and show points and messages by exercise.

    It does nothing while the notebook itself is being graded or validated.
    """
    notebook = open_notebook(lesson)
    if is_being_graded() or notebook is None:
        print(f"To grade this notebook, open it in JupyterLab, or run in a terminal: course grade {lesson}.ipynb")
        return
    saved = time.strftime("%H:%M:%S", time.localtime(notebook.stat().st_mtime))
    print(f"Grading {notebook.name} as saved at {saved} ...", flush=True)
    command = [sys.executable, "-m", "course", "grade", str(notebook)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"COLUMNS": "110"})
    print((done.stdout + done.stderr).strip())


def open_notebook(lesson: str) -> Path | None:
    """Return the file of the notebook that this kernel belongs to, or None if no front end has it open."""
    from IPython import get_ipython

    shell = get_ipython()
    vscode = shell.user_ns.get("__vsc_ipynb_file__") if shell else None
    named = Path(vscode or os.environ.get("JPY_SESSION_NAME", ""))
    # JupyterLab names the file by its path below the folder that it serves; the kernel runs in the file's own folder.
    candidates = [named, Path(named.name), Path(f"{lesson}.ipynb")] if named.name else []
    return next((path for path in candidates if path.suffix == ".ipynb" and path.is_file()), None)
