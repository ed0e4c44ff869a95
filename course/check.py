"""Comparisons for test cells, with messages that say what was expected of the learner's function and what came."""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np


def close(got: Any, expected: Any, call: str, atol: float = 1e-5) -> None:
    """Assert that numbers agree within `atol`, shape included. `call` is what was called, as the learner would read it.

    Lists, NumPy arrays and torch tensors of any precision are welcome.
    """
    assert got is not None, f"{call} returned None. Does every way through your function end with return?"
    expected = np.asarray(expected)
    try:
        numbers = np.asarray(got, dtype=np.float64)
    except RuntimeError as error:  # a torch tensor that carries gradients
        raise AssertionError(f"{call} cannot be read as numbers: {error}") from None
    except (TypeError, ValueError):
        raise AssertionError(f"{call} should return numbers; it returned {type(got).__name__}.") from None
    assert numbers.shape == expected.shape, f"{call} should have {shape(expected)}; yours has {shape(numbers)}."
    assert not np.isnan(numbers).any(), f"{call} contains nan. Is something divided by zero?"
    differs = np.abs(numbers - expected) > atol
    if not differs.any():
        return
    if expected.size <= 8:
        off = f" (off by {np.abs(numbers - expected).max():.1e})"
        raise AssertionError(f"{call} should be {short(expected)}; yours is {short(numbers)}{off}.")
    place = tuple(int(i) for i in np.argwhere(differs)[0])
    raise AssertionError(
        f"{call} differs in {differs.sum()} of {differs.size} numbers, first at {list(place)}: "
        f"it should be {expected[place]:.6g}; yours is {numbers[place]:.6g}."
    )


def same(got: Any, expected: Any, call: str, why: str = "") -> None:
    """Assert that two plain values are equal; arrays and lists with the same items count as equal.

    `why` is a sentence that says which rule the expected value follows from.
    """
    assert got is not None, f"{call} returned None. Does every way through your function end with return?"
    got, expected = plain(got), plain(expected)
    if got == expected:
        return
    if isinstance(got, str) and isinstance(expected, str) and len(expected) > 100:
        place = len(os.path.commonprefix([got, expected]))
        raise AssertionError(
            f"{call} differs from character {place} on: it should go on with {expected[place : place + 40]!r}; "
            f"yours goes on with {got[place : place + 40]!r}."
        )
    if isinstance(got, list) and isinstance(expected, list) and len(expected) > 8:
        assert len(got) == len(expected), f"{call} should have {len(expected)} items; yours has {len(got)}."
        place = next(i for i, (mine, wanted) in enumerate(zip(got, expected, strict=True)) if mine != wanted)
        raise AssertionError(f"{call}: item {place} should be {short(expected[place])}; yours is {short(got[place])}.")
    raise AssertionError(f"{call} should be {short(expected)}; yours is {short(got)}. {why}".strip())


def unchanged(before: Any, after: Any, call: str) -> None:
    """Assert that an argument still holds what it held before the call."""
    assert np.array_equal(np.asarray(before), np.asarray(after)), (
        f"{call} changed its input. Make a new array; x /= y and x[:] = y write into the array that was passed in."
    )


def refuses(function: Any, arguments: Sequence[Any], call: str) -> None:
    """Assert that a call raises ValueError."""
    try:
        result = function(*arguments)
    except ValueError as error:
        assert str(error), f"{call} raises ValueError, but without a message. Say what is wrong."
        return
    except Exception as error:
        raise AssertionError(f"{call} should raise ValueError; yours raised {type(error).__name__}: {error}") from None
    raise AssertionError(f"{call} should raise ValueError; yours returned {short(result)}.")


def plain(value: Any) -> Any:
    """Return arrays, tuples and other sequences as lists, NumPy numbers as Python's."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple, range)):
        return [plain(item) for item in value]
    return value


def shape(array: np.ndarray) -> str:
    return f"shape {array.shape}" if array.shape else "shape () (a single number)"


def short(value: Any) -> str:
    """Return a value on one line, cut after 120 characters."""
    if isinstance(value, np.ndarray) and not value.shape:
        value = f"{float(value):.6g}"
    elif isinstance(value, np.ndarray):
        value = np.array2string(value, precision=4, separator=", ", threshold=12)
    else:
        value = repr(value)
    value = " ".join(value.split())
    return value if len(value) <= 120 else value[:117] + "..."
