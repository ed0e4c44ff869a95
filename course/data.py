"""The course's data sets, as typed records."""

import json
from dataclasses import dataclass
from pathlib import Path

DATASETS = Path(__file__).parent.parent / "datasets"


@dataclass(frozen=True)
class Passage:
    """A short text that can answer a question."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question, the id of the passage that answers it, and the words that a right answer contains."""

    question: str
    passage: str
    answer: str


def load_first_steps() -> tuple[list[Passage], list[Question]]:
    """Return the 20 passages and 10 questions of the first lessons (datasets/first_steps)."""
    folder = DATASETS / "first_steps"
    passages = [Passage(**record) for record in read_jsonl(folder / "passages.jsonl")]
    questions = [Question(**record) for record in read_jsonl(folder / "questions.jsonl")]
    return passages, questions


def read_jsonl(path: Path) -> list[dict]:
    """Read a file of one JSON object per line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
