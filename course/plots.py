"""Pictures for the lessons: one style, colour-blind safe, readable on light and dark pages, each with its text."""

import base64
import html
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's palette without yellow and black, which vanish on light and on dark pages.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P")


def new_figure(width: float = 7, height: float = 4.5) -> "Figure":
    """Return an empty figure in the course's style; sizes in inches."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    rcParams.update(
        {"axes.spines.top": False, "axes.spines.right": False, "font.size": 10, "svg.hashsalt": "open-book"}
    )
    return Figure(figsize=(width, height), layout="constrained", dpi=110)


def show(figure: "Figure", alt: str, reading: str) -> None:
    """Show a figure with its alternative text, and one line below that says how to read it."""
    from IPython.display import HTML, display

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor="white")
    data = base64.b64encode(buffer.getvalue()).decode()
    picture = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{data}" style="max-width:100%">'
    display(HTML(f"<figure>{picture}<figcaption><em>{html.escape(reading)}</em></figcaption></figure>"))


def similarity_map(matrix: np.ndarray, rows: Sequence[str], columns: Sequence[str], title: str, reading: str) -> None:
    """Draw a matrix of cosine similarities, shape (rows, columns), with the value in each cell."""
    matrix = np.asarray(matrix, dtype=float)
    figure = new_figure(3.2 + 0.75 * len(columns), 1.9 + 0.42 * len(rows))
    axes = figure.subplots()
    matrix = matrix.round(2) + 0.0  # no "-0.00"
    image = axes.imshow(matrix, vmin=min(0, matrix.min()), vmax=1, cmap="cividis", aspect="auto")
    for (row, column), value in np.ndenumerate(matrix):
        axes.text(column, row, f"{value:.2f}", ha="center", va="center", color="white" if value < 0.55 else "black")
    axes.set_xticks(range(len(columns)), columns, rotation=30, ha="right")
    axes.set_yticks(range(len(rows)), rows)
    axes.set(title=title, xlabel="passage", ylabel="question")
    figure.colorbar(image, label="cosine similarity (no unit)")
    best = "; ".join(f"{row}: {columns[int(np.argmax(matrix[i]))]}" for i, row in enumerate(rows))
    show(figure, f"{title}. A grid of numbers; the best column of each row: {best}.", reading)


def meaning_map(points: np.ndarray, labels: Sequence[str], groups: Sequence[str], title: str, reading: str) -> None:
    """Draw texts as labelled points, shape (n, 2), with a colour and a marker for each group."""
    from adjustText import adjust_text

    points = np.asarray(points, dtype=float)
    figure = new_figure(8, 5.5)
    axes = figure.subplots()
    for number, group in enumerate(dict.fromkeys(groups)):
        chosen = [i for i, other in enumerate(groups) if other == group]
        look = {"color": COLOURS[number % len(COLOURS)], "marker": MARKERS[number % len(MARKERS)]}
        axes.scatter(points[chosen, 0], points[chosen, 1], s=50, label=group, **look)
    axes.margins(x=0.25, y=0.1)
    axes.set(title=title, xlabel="first principal component (no unit)", ylabel="second principal component (no unit)")
    axes.legend(title="topic", loc="upper left", bbox_to_anchor=(1, 1))
    texts = [axes.text(x, y, label, fontsize=9) for (x, y), label in zip(points, labels, strict=True)]
    figure.draw_without_rendering()
    adjust_text(
        texts,
        points[:, 0],
        points[:, 1],
        ax=axes,
        expand=(1.25, 1.7),
        arrowprops={"arrowstyle": "-", "color": "grey", "lw": 0.5},
    )
    listed = ", ".join(dict.fromkeys(groups))
    show(figure, f"{title}. {len(labels)} points in {len(set(groups))} groups: {listed}.", reading)
