"""Repair what nbgrader would punish although the answer is right; the submitted file stays as it is."""

import copy

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.build import lesson_paths, release_notebook
from grading.source import read_lesson


class RepairCells(NbGraderPreprocessor):
    """Keep the last of several copies of a graded cell, and put deleted test cells back after their exercise.

    It takes the place of nbgrader's DeduplicateIds, which leaves metadata behind that nbgrader itself then refuses.
    """

    def preprocess(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        keep_last_copies(notebook)
        name = resources["nbgrader"]["notebook"]
        for path in lesson_paths():
            if path.stem == name:
                put_back_tests(notebook, release_notebook(read_lesson(path)))
        return notebook, resources


def grade_id(cell: NotebookNode) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def keep_last_copies(notebook: NotebookNode) -> None:
    """Make ordinary cells of all but the last cell with the same nbgrader name; they still run."""
    seen = set()
    for cell in reversed(notebook.cells):
        if (name := grade_id(cell)) in seen:
            del cell.metadata["nbgrader"]
        elif name:
            seen.add(name)


def put_back_tests(notebook: NotebookNode, released: NotebookNode) -> None:
    """Insert graded cells that are missing, each after the cell that comes before it in the released notebook."""
    before = None
    for cell in released.cells:
        name = grade_id(cell)
        if name is None:
            continue
        places = [place for place, other in enumerate(notebook.cells) if grade_id(other) == name]
        if not places and cell.metadata.nbgrader.grade:
            after = [place for place, other in enumerate(notebook.cells) if before and grade_id(other) == before]
            notebook.cells.insert(after[0] + 1 if after else len(notebook.cells), copy.deepcopy(cell))
        if places or cell.metadata.nbgrader.grade:
            before = name


def warnings_to_stdout(cell: NotebookNode, cell_index: int) -> None:
    """Turn what a cell wrote to stderr into ordinary output, still there to read.

    nbgrader takes any text on stderr for a failure, so a NumPy warning inside a right answer would cost all its points.
    """
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            output.name = "stdout"
