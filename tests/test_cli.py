"""Does the `course` command do what its help says, and fail in words?"""

import json
import subprocess
import sys

import pytest

from course.lab import NOTEBOOKS, lab_command
from grading.build import find_lesson, notebook_text, source_notebook
from grading.source import LessonError


def course(*arguments):
    return subprocess.run([sys.executable, "-m", "course", *map(str, arguments)], capture_output=True, text=True)


def test_without_arguments_it_lists_the_commands():
    printed = course().stdout + course().stderr
    for command in ("pull", "lab", "grade", "build"):
        assert command in printed


def test_grade_refuses_a_missing_file_in_one_line(tmp_path):
    done = course("grade", tmp_path / "nothing.ipynb")
    assert done.returncode == 1
    assert done.stderr.strip() == f"course: {tmp_path / 'nothing.ipynb'}: there is no such file."


def test_grade_without_the_models_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    done = course("grade", NOTEBOOKS / "01_embeddings.ipynb")
    assert done.returncode == 1
    assert "The model minilm has not been fetched yet" in done.stderr
    assert done.stderr.strip().endswith("Run: course pull")


def test_lab_refuses_an_unknown_lesson_in_one_line():
    done = course("lab", "77")
    assert done.returncode == 1
    assert done.stderr.startswith("course: There is no lesson '77'. Lessons: 00_start_here, 01_embeddings")


def test_lab_opens_a_lesson_by_its_number():
    assert lab_command("01")[-1] == str(NOTEBOOKS / "01_embeddings.ipynb")


def test_a_lesson_is_found_by_its_number_or_name():
    assert find_lesson("01") == find_lesson("01_embeddings")
    with pytest.raises(LessonError, match="There is no lesson 'xx'. Lessons: 00_start_here"):
        find_lesson("xx")


@pytest.mark.slow
def test_grade_reports_points_and_messages_also_as_json(tmp_path):
    notebook = source_notebook(find_lesson("00"))
    for cell in notebook.cells:
        if "def is_right" in cell.source:
            cell.source = "def is_right(answer, expected):\n    return expected in answer"
    path = tmp_path / "my try.ipynb"
    path.write_text(notebook_text(notebook), encoding="utf-8")
    done = course("grade", path, "--json", tmp_path / "result.json")
    assert done.returncode == 0, done.stderr
    assert "00_start_here: 5 of 9 points" in done.stdout
    (result,) = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    by_name = {exercise["exercise"]: exercise for exercise in result["exercises"]}
    assert by_name["is_right"]["points"] == 0
    assert "is_right(" in by_name["is_right"]["message"]
    assert by_name["build_prompt"] == {
        "exercise": "build_prompt",
        "points": 2,
        "max_points": 2,
        "status": "passed",
        "message": "",
    }
    assert result["pending"] == 1
    assert "my try.ipynb" in result["notes"][0]
