# %% right="looks at the neighbours"
def is_right(answer: str, expected: str) -> bool:
    text, wanted = answer.lower(), expected.lower()
    start = text.find(wanted)
    while start != -1:
        before = text[start - 1 : start] if start > 0 else ""
        after = text[start + len(wanted) : start + len(wanted) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = text.find(wanted, start + 1)
    return False

# %% wrong="drops the punctuation of what is expected"
import re


def is_right(answer, expected):
    words, wanted = re.findall(r"\w+", answer.casefold()), re.findall(r"\w+", expected.casefold())
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words)))

# %% wrong="replaces punctuation with spaces"
def is_right(answer, expected):
    def clean(text):
        return " " + " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split()) + " "

    return clean(expected) in clean(answer)

# %% wrong="any substring"
def is_right(answer, expected):
    return expected.lower() in answer.lower()

# %% wrong="capital letters matter"
import re


def is_right(answer, expected):
    return re.search(rf"\b{re.escape(expected)}\b", answer) is not None

# %% wrong="splits at spaces only"
def is_right(answer, expected):
    return f" {expected.lower()} " in f" {answer.lower()} "

# %% wrong="looks at the first place only"
def is_right(answer, expected):
    text, wanted = answer.lower(), expected.lower()
    start = text.find(wanted)
    if start == -1:
        return False
    before, after = text[start - 1 : start] if start else "", text[start + len(wanted) :][:1]
    return not before.isalnum() and not after.isalnum()

# %% wrong="looks at the end only"
import re


def is_right(answer, expected):
    return re.search(rf"{re.escape(expected)}\b", answer, re.IGNORECASE) is not None

# %% wrong="a dot matches anything"
import re


def is_right(answer, expected):
    return re.search(rf"\b{expected}\b", answer, re.IGNORECASE) is not None

# %% wrong="the visible examples by heart"
def is_right(answer, expected):
    return "270" not in answer and "not know" not in answer

# %% right="every match of a regular expression"
import re


def is_right(answer, expected):
    for match in re.finditer(re.escape(expected.lower()), answer.lower()):
        around = answer[max(match.start() - 1, 0) : match.start()] + answer[match.end() : match.end() + 1]
        if not any(character.isalnum() for character in around):
            return True
    return False

# %% right="marks the letters and digits"
import re


def is_right(answer, expected):
    return bool(re.search("(^|[^a-zà-ÿ0-9])" + re.escape(expected.lower()) + "($|[^a-zà-ÿ0-9])", answer.lower()))

# %% wrong="word boundaries"
import re


def is_right(answer, expected):
    return re.search(rf"\b{re.escape(expected)}\b", answer, re.IGNORECASE) is not None

# %% wrong="words in any order"
import re


def is_right(answer, expected):
    return set(re.findall(r"\w+", expected.lower())) <= set(re.findall(r"\w+", answer.lower()))

# %% wrong="the last place only"
def is_right(answer, expected):
    text, wanted = answer.lower(), expected.lower()
    start = text.rfind(wanted)
    if start == -1:
        return False
    before, after = text[start - 1 : start] if start else "", text[start + len(wanted) :][:1]
    return not before.isalnum() and not after.isalnum()

# %% wrong="ASCII letters only"
import re


def is_right(answer, expected):
    return bool(re.search(f"(?<![a-z0-9]){re.escape(expected.lower())}(?![a-z0-9])", answer.lower()))
