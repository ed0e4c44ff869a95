# %% right="keeps the best so far"
def best_passage(question, texts):
    if len(texts) == 0:
        raise ValueError("no texts")
    best, best_count = 0, -1
    for place, text in enumerate(texts):
        count = len(words(question).intersection(words(text)))
        if count > best_count:
            best, best_count = place, count
    return best

# %% right="max with a key"
def best_passage(question, texts):
    return max(range(len(texts)), key=lambda i: len(words(question) & words(texts[i])))

# %% right="argmax"
import numpy as np


def best_passage(question, texts):
    return np.argmax([len(words(question) & words(text)) for text in texts])

# %% wrong="the last of several"
def best_passage(question, texts):
    if not texts:
        raise ValueError("no texts")
    counts = [len(words(question) & words(text)) for text in texts]
    return max(range(len(texts)), key=lambda i: (counts[i], i))

# %% wrong="repeated words count again"
import re


def best_passage(question, texts):
    if not texts:
        raise ValueError("no texts")
    asked = words(question)
    counts = [sum(word in asked for word in re.findall(r"\w+", text.lower())) for text in texts]
    return counts.index(max(counts))

# %% wrong="returns the text"
def best_passage(question, texts):
    return max(texts, key=lambda text: len(words(question) & words(text)))

# %% wrong="parts of words count"
def best_passage(question, texts):
    counts = [sum(word in text.lower() for word in words(question)) for text in texts]
    return counts.index(max(counts))

# %% wrong="capital letters matter"
def best_passage(question, texts):
    counts = [len(set(question.split()) & set(text.split())) for text in texts]
    return counts.index(max(counts))

# %% wrong="share in place of count"
def best_passage(question, texts):
    counts = [len(words(question) & words(text)) / len(words(text)) for text in texts]
    return counts.index(max(counts))

# %% wrong="-1 for no texts"
def best_passage(question, texts):
    counts = [len(words(question) & words(text)) for text in texts]
    return counts.index(max(counts)) if counts else -1

# %% wrong="punctuation sticks to words"
def best_passage(question, texts):
    counts = [len(set(question.lower().split()) & set(text.lower().split())) for text in texts]
    return counts.index(max(counts))

# %% wrong="Jaccard similarity"
def best_passage(question, texts):
    asked = words(question)
    scores = [len(asked & words(text)) / len(asked | words(text)) for text in texts]
    return scores.index(max(scores))

# %% wrong="short words left out"
def best_passage(question, texts):
    asked = {word for word in words(question) if len(word) > 3}
    counts = [len(asked & words(text)) for text in texts]
    return counts.index(max(counts))

# %% wrong="repeated words of the question count twice"
import re


def best_passage(question, texts):
    counts = [sum(word in words(text) for word in re.findall(r"\w+", question.lower())) for text in texts]
    return counts.index(max(counts))
