# %% right="counts in a loop"
def accuracy(answers, expected):
    if len(answers) == 0 or len(answers) != len(expected):
        raise ValueError("the two lists must have the same length, at least 1")
    right = 0
    for i in range(len(answers)):
        if is_right(answers[i], expected[i]):
            right += 1
    return right / len(answers)

# %% right="mean with NumPy"
import numpy as np


def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError(f"{len(answers)} answers to {len(expected)} questions")
    return np.mean([is_right(a, e) for a, e in zip(answers, expected)])

# %% right="statistics"
import statistics


def accuracy(answers, expected):
    if len(answers) != len(expected):
        raise ValueError("different lengths")
    return statistics.mean(float(is_right(a, e)) for a, e in zip(answers, expected))

# %% wrong="stops at the shorter list"
def accuracy(answers, expected):
    if not answers:
        raise ValueError("empty")
    return sum(is_right(a, e) for a, e in zip(answers, expected)) / len(answers)

# %% wrong="counts in place of a share"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return sum(is_right(a, e) for a, e in zip(answers, expected))

# %% wrong="0 for empty lists"
def accuracy(answers, expected):
    if len(answers) != len(expected):
        raise ValueError("lengths")
    return sum(is_right(a, e) for a, e in zip(answers, expected)) / max(len(answers), 1)

# %% wrong="percent"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return 100 * sum(is_right(a, e) for a, e in zip(answers, expected)) / len(answers)

# %% wrong="exact comparison"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return sum(a == e for a, e in zip(answers, expected)) / len(answers)

# %% wrong="rounded down"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return round(sum(is_right(a, e) for a, e in zip(answers, expected)) / len(answers), 1)

# %% wrong="an error without a message"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError
    return sum(is_right(a, e) for a, e in zip(answers, expected)) / len(answers)

# %% wrong="any answer to any question"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return sum(any(is_right(a, e) for e in expected) for a in answers) / len(answers)

# %% wrong="substring in place of is_right"
def accuracy(answers, expected):
    if not answers or len(answers) != len(expected):
        raise ValueError("lengths")
    return sum(e in a for a, e in zip(answers, expected)) / len(answers)
