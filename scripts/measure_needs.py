"""Measure what each lesson needs: run the solved notebook in a fresh kernel, write datasets/results/needs.json.

    python scripts/measure_needs.py            # all lessons
    python scripts/measure_needs.py 01         # one lesson; the others keep their figures

The lessons show these figures, so run `course build` afterwards. Close other programs first.
"""

import argparse
import datetime
import json
import os
import platform
import tempfile
import time
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from grading.build import find_lesson, lesson_paths, source_notebook
from grading.render import NEEDS

PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def measure(name: str) -> dict[str, float]:
    """Return seconds from kernel start to the last cell, and the peak memory of the kernel in gigabytes (10^9 bytes)."""
    notebook = source_notebook(find_lesson(name))
    notebook.cells.append(new_code_cell(PEAK))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=900, resources={"metadata": {"path": folder}}).execute()
    seconds = time.perf_counter() - start
    unit = 1 if platform.system() == "Darwin" else 1024  # ru_maxrss is in bytes on macOS, in KiB on Linux
    kilobytes = int(notebook.cells[-1].outputs[0].text)
    return {"seconds": round(seconds, 1), "peak_gigabytes": round(kilobytes * unit / 1e9, 2)}


def machine() -> str:
    """Return the processor and the number of cores, in words."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores of {processor}, {platform.system()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lesson", nargs="*", help="lessons to measure; all if none is named")
    names = parser.parse_args().lesson or [path.stem for path in lesson_paths()]
    known = json.loads(NEEDS.read_text(encoding="utf-8"))["lessons"] if NEEDS.exists() else {}
    for name in names:
        lesson = find_lesson(name).name
        known[lesson] = measure(lesson) | {"machine": machine(), "date": datetime.date.today().isoformat()}
        print(lesson, known[lesson])
    NEEDS.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"lessons": dict(sorted(known.items()))}, indent=2)
    NEEDS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
