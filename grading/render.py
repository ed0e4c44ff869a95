"""The text of a lesson's cells as learners see it: headings of exercises, folded hints and quiz options, needs.

Everything is written into the notebook when it is built, as Markdown and HTML that JupyterLab, Colab and VS Code show
without running anything. Unfolding is the browser's own `<details>`.
"""

import json
import re
from pathlib import Path

from grading.source import Cell, Lesson, LessonError

NEEDS = Path(__file__).parent.parent / "datasets" / "results" / "needs.json"


def render_text(lesson: Lesson, cell: Cell) -> str:
    """Return the Markdown of a text cell."""
    renderers = {"task": render_task, "hints": render_hints, "quiz": render_quiz, "needs": render_needs}
    return renderers[cell.kind](lesson, cell) if cell.kind in renderers else cell.source


def render_task(lesson: Lesson, cell: Cell) -> str:
    """Give an exercise its heading: number, title, stars, minutes and points."""
    first, _, rest = cell.source.partition("\n")
    if not first.startswith("# "):
        raise LessonError(f"{lesson.name}, cell {cell.number}: the first line of a task is its title: `# Title`.")
    exercises = [task.name for task in lesson.of_kind("task") if lesson.named("exercise", task.name)]
    written = cell.name not in exercises
    label = "Written question" if written else f"Exercise {exercises.index(cell.name) + 1}"
    stars = "★" * cell.stars + "☆" * (3 - cell.stars)
    points = lesson.points(cell.name)
    facts = f"{stars} · {cell.minutes} min · {points} point{'s' * (points != 1)}" + " · graded by hand" * written
    return f"### {label}: {first[2:].strip()}\n\n*{facts}*\n{rest}"


def render_hints(lesson: Lesson, cell: Cell) -> str:
    """Fold hints, each inside the one before it, so that they open one at a time."""
    folded = ""
    hints = hint_list(lesson, cell)
    for number, hint in reversed(list(enumerate(hints, start=1))):
        label = "Hint" if number == 1 else "One more hint"
        folded = f"<details><summary>{label} ({number} of {len(hints)})</summary>\n\n{hint}\n\n{folded}</details>\n"
    return folded.rstrip()


def hint_list(lesson: Lesson, cell: Cell) -> list[str]:
    """Return the items of a hints cell. Raises LessonError if it holds none."""
    items = re.split(r"^- ", cell.source, flags=re.MULTILINE)
    if items[0].strip() or len(items) < 2:
        raise LessonError(f"{lesson.name}, cell {cell.number}: hints are a list, each starting with `- `.")
    return [re.sub(r"^  ", "", item, flags=re.MULTILINE).strip() for item in items[1:]]


def render_quiz(lesson: Lesson, cell: Cell) -> str:
    """Fold the comment to each option behind the option, so that choosing one answers it."""
    question, *options = re.split(r"^- (?=\[[ x]\] )", cell.source, flags=re.MULTILINE)
    right = [option.startswith("[x]") for option in options]
    if sum(right) != 1 or len(options) < 3:
        raise LessonError(
            f"{lesson.name}, cell {cell.number}: a quiz has three options or more, `- [ ]`, and one `- [x]`."
        )
    lines = [f"**Quiz.** {question.strip()} *Choose one to see why.*\n"]
    for option, is_right in zip(options, right, strict=True):
        answer, _, comment = option[4:].partition("\n")
        if not comment.strip():
            raise LessonError(f"{lesson.name}, cell {cell.number}: no comment below the option {answer.strip()!r}.")
        verdict = "✓ Right." if is_right else "✗ Not so."
        comment = " ".join(comment.split())
        lines.append(f"<details><summary>{answer.strip()}</summary>\n\n{verdict} {comment}\n\n</details>\n")
    return "\n".join(lines).rstrip()


def render_needs(lesson: Lesson, cell: Cell) -> str:
    """Say what the lesson needs: the author's estimate of time, and what scripts/measure_needs.py measured."""
    measured = json.loads(NEEDS.read_text(encoding="utf-8")) if NEEDS.exists() else {}
    text = f"**You need** about {cell.minutes} minutes."
    if needs := measured.get("lessons", {}).get(lesson.name):
        text += (
            f" Running every cell of the solved notebook takes {needs['seconds']:.0f} seconds and"
            f" {needs['peak_gigabytes']:.1f} GB of memory ({needs['machine']}, {needs['date']})."
        )
    return f"{text}\n\n{cell.source}".rstrip()
