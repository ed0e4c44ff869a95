# %% [markdown]
# # Start here: the open book and the closed book
#
# **Why can a model that writes my essay not tell me how many days of leave I have?**
#
# A language model has read a large part of the web. It has not read your company's handbook. In this lesson you ask a
# real model ten questions: nine about a company that it cannot know, one about a law that it might. You measure how many
# it gets right. Then you change the prompt: you put the right page in front of it. You write the four small functions that
# this takes.

# %% [markdown] needs=55
# You should know Python: functions, lists, strings. Nothing else is assumed.

# %% [markdown]
# ## How a lesson works
#
# - Run a cell with **Shift+Enter**. Go from top to bottom.
# - An **exercise** has stars for difficulty, minutes and points. Write your code where the cell says so.
# - The cell below an exercise **tests** it. If it prints nothing, your function passed these tests.
# - **Hints** unfold one at a time when you click on them. The first one is also what an unsolved cell says when you run it.
# - The **last cell** grades the whole notebook. It uses more tests than you see here, on fresh inputs, so a function that
#   only knows the visible examples fails.
#
# The next cell looks at the machine you are on.

# %%
from course.lesson import check_environment

check_environment()

# %% [markdown]
# ## A closed-book exam
#
# Larkfield Instruments makes spectrometers. You will not find it anywhere: we made it up for this course. So no model can
# have read about it.
#
# Here are ten questions that its staff and customers ask. The last one is about German law, which is real.

# %%
from course.data import load_first_steps

passages, questions = load_first_steps()
for number, question in enumerate(questions):
    print(number, question.question)

# %% [markdown]
# The model is SmolLM2. It has 135 million **weights** (also called parameters): the numbers that its training has set. For a
# language model that is small, so it runs on any laptop.
#
# **Predict before you run.** How many of the ten will it answer correctly? Replace `None` with a number.

# %%
from course.lesson import predict

my_guess = None
predict("closed book", my_guess)

# %% [markdown]
# A model writes **tokens**: words and pieces of words. We stop each answer after 40 of them, so some end in the middle of a
# sentence.

# %%
from course import budget
from course.models import load_llm

llm = load_llm("smollm2-135m")
asked = questions[: budget(full=10, graded=1)]  # all ten for you; one while the notebook is being graded
closed_book = llm.chat([question.question for question in asked], max_new_tokens=40)

for question, answer in zip(asked, closed_book, strict=True):
    print("Q:", question.question)
    print("A:", " ".join(answer.split()), "\n")

# %% [markdown]
# Read a few answers. Most are good English, they sound sure, and they are made up. This is called **hallucination**. The
# model does what it was trained to do: continue the text with likely words. Nothing in it checks whether they are true.
#
# To say how good an answer is, we need more than an impression. So you measure.

# %% [markdown] task="is_right" stars=2 minutes=8
# # Is this answer right?
#
# The data set names, for each question, the words that a right answer contains: `"27"`, `"31 March"`, `"Skylark"`.
#
# Write `is_right(answer, expected)`. It says whether `expected` occurs in `answer` as whole words: the characters directly
# before and after it are not letters or digits. Upper and lower case do not matter. `"14"` occurs in `"It takes 14 weeks."`
# and in `"14-day"`, but not in `"It costs 140 euros."`

# %% [markdown] hints="is_right"
# - `expected in answer` is a good start. What does it say about `"14"` and `"140"`?
# - Look at the characters directly before and after a match: `str.isalnum()` tells whether one is a letter or digit. If the
#   first match does not count, a later one may.
# - A regular expression can say this in one line: `(?<!\w)` means "no letter or digit before", `(?!\w)` means "none after".
#   Put `re.escape(expected)` between them, so that a dot in `expected` means a dot.

# %% exercise="is_right"
import re


def is_right(answer: str, expected: str) -> bool:
    """Say whether `expected` occurs in `answer` as whole words, ignoring case.

    >>> is_right("You have 27 days.", "27")
    True
    >>> is_right("You have 270 days.", "27")
    False
    """
    ### BEGIN SOLUTION
    return re.search(rf"(?<!\w){re.escape(expected)}(?!\w)", answer, re.IGNORECASE) is not None
    ### END SOLUTION

# %% tests="is_right" points=2
from course import check

check.same(is_right("It is 27 days.", "27"), True, 'is_right("It is 27 days.", "27")')
check.same(is_right("You have 270 days.", "27"), False, 'is_right("You have 270 days.", "27")')
check.same(is_right("The network is called skylark.", "Skylark"), True, 'is_right("... called skylark.", "Skylark")')
check.same(is_right("I do not know.", "27"), False, 'is_right("I do not know.", "27")')
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("is_right")
number = int(rng.integers(11, 90))
for answer, expected, wanted in [
    (f"{number}", f"{number}", True),
    (f"It is ({number}).", f"{number}", True),
    (f"{number}, as I said", f"{number}", True),
    (f"Within {number} working days", f"{number} WORKING days", True),
    (f"It costs {number}0 euros.", f"{number}", False),
    (f"It costs 1{number} euros.", f"{number}", False),
    (f"Room 1{number} has {number} chairs.", f"{number}", True),
    (f"Fault E{number}", f"{number}", False),
    ("The marchers met on 31 Marching Street", "31 March", False),
    ("on 31 march", "31 March", True),
    ("In March, 31 people", "31 March", False),
    ("3014", "30.4", False),
    ("304", "30.4", False),
    ("30 4", "30.4", False),
    (f"There are {number} % left", f"{number} %", True),
    (f"{number} chairs in room 1{number}", f"{number}", True),
    (f"A {number}-day course", f"{number}", True),
    (f"{number}\nYes", f"{number}", True),
    ("Die Brücke", "Br", False),
    ("", f"{number}", False),
]:
    check.same(is_right(answer, expected), wanted, f"is_right({answer!r}, {expected!r})")
### END HIDDEN TESTS

# %% [markdown] task="accuracy" stars=1 minutes=6
# # The share of right answers
#
# **Accuracy** is the number of right answers divided by the number of questions. Write it with your `is_right`.
#
# Two lists of different length, or two empty ones, are a mistake of the caller. Raise `ValueError` with a message that
# says what is wrong: `raise ValueError("...")`. A function that returns a number for such a call hides the mistake.

# %% [markdown] hints="accuracy"
# - `zip(answers, expected)` walks through both lists in step, but it stops silently at the shorter one. Check the lengths first.
# - `True` counts as 1 in a sum: `sum(is_right(a, e) for a, e in zip(answers, expected))`.

# %% exercise="accuracy"
def accuracy(answers: list[str], expected: list[str]) -> float:
    """Return the share of answers that are right, from 0 to 1.

    Raises ValueError if the lists differ in length or are empty.

    >>> accuracy(["It is 27.", "No idea."], ["27", "Skylark"])
    0.5
    """
    ### BEGIN SOLUTION
    if len(answers) != len(expected) or not answers:
        raise ValueError(f"need two lists of the same length, not empty; got {len(answers)} and {len(expected)}")
    return sum(is_right(a, e) for a, e in zip(answers, expected, strict=True)) / len(answers)
    ### END SOLUTION

# %% tests="accuracy" points=1
check.close(accuracy(["It is 27.", "No idea."], ["27", "Skylark"]), 0.5, "accuracy of one right answer in two")
check.close(accuracy(["It is 27."], ["27"]), 1, "accuracy of one right answer in one")
check.refuses(accuracy, [["It is 27."], ["27", "Skylark"]], "accuracy of 1 answer to 2 questions")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("accuracy")
for size in (1, 4, 7, 30):
    right = rng.random(size) < 0.5
    expected = [str(number) for number in rng.integers(100, 999, size)]
    answers = [f"It is {word}." if ok else "It is 7." for word, ok in zip(expected, right, strict=True)]
    check.close(accuracy(answers, expected), right.mean(), f"accuracy of {right.sum()} right answers in {size}")
check.close(accuracy(["It is 11.", "It is 22."], ["22", "11"]), 0, "accuracy of two answers in the wrong order")
check.close(accuracy(["It is 27.", "It is 27."], ["27", "27"]), 1, "accuracy of the same right answer twice")
pairs = [("It is 270.", "27"), ("It is 5.", "5")]
judged = sum(bool(is_right(*pair)) for pair in pairs) / 2
check.close(accuracy(*map(list, zip(*pairs, strict=True))), judged, "accuracy, counted with your is_right,")
check.refuses(accuracy, [[], []], "accuracy of two empty lists")
check.refuses(accuracy, [["It is 27.", "It is 5."], ["27"]], "accuracy of 2 answers to 1 question")
### END HIDDEN TESTS

# %%
from course.lesson import compare

expected = [question.answer for question in asked]
closed_accuracy = accuracy(closed_book, expected)
compare("closed book", f"{closed_accuracy * len(asked):.0f} of {len(asked)}")

# %% [markdown] quiz="bigger"
# Someone says: "This model is tiny. A large one would know how many days of leave I have." Is that so?
# - [ ] Yes. A larger model has read more, so it knows more.
#   A larger model knows more of what is public, such as the German law of the last question. A company's handbook was in
#   nobody's training data, however large.
# - [ ] Yes. A larger model looks on the web when it does not know.
#   A model by itself looks nothing up: it computes likely next words from its weights. Products that search the web put a
#   search around the model.
# - [x] No. It cannot know what it never read, and it may sound even more sure.
#   Size does not put facts into a model that were not in its training text.

# %% [markdown]
# ## The open-book exam
#
# There are two ways to prepare a student for an exam about a book. They can learn it by heart: a **closed-book exam**.
# Or they may bring the book and look things up: an **open-book exam**.
#
# Language models have the same two ways. This course is about both.
#
# | | exam | the model | what you do |
# |---|---|---|---|
# | **RAG** (retrieval-augmented generation) | open book | stays as it is | put the right pages into its prompt |
# | **Fine-tuning** | closed book | is changed | train it on the facts |
# | **RAFT** (retrieval-augmented fine-tuning) | study for the open-book exam | is changed | train it to use the pages |
#
# We begin with the open book. The **prompt** is the text that the model continues. So far it was just the question.

# %% [markdown] task="build_prompt" stars=1 minutes=8
# # Open the book
#
# Write `build_prompt(passage, question)`. It returns three parts with an empty line between each:
#
# 1. `Passage: ` and the passage
# 2. `Question: ` and the question
# 3. the text of `INSTRUCTION`
#
# If the passage is the empty string, there is no book to open. Then return just the question, with nothing around it. Both
# texts go in exactly as they are, whatever characters they contain.

# %% [markdown] hints="build_prompt"
# - Deal with the empty passage first: `if not passage:` and return the question.
# - An empty line between two parts is two newlines: `"\n\n".join([...])`.
# - If braces in a text cause trouble, you are formatting twice. An f-string leaves braces inside the values alone.

# %% exercise="build_prompt"
INSTRUCTION = "Answer in one short sentence, using only the passage."


def build_prompt(passage: str, question: str) -> str:
    """Return the prompt for an open-book question, or just the question if the passage is empty.

    >>> build_prompt("The bus is green.", "What colour is the bus?")
    'Passage: The bus is green.\\n\\nQuestion: What colour is the bus?\\n\\nAnswer in one short sentence, using only the passage.'
    """
    ### BEGIN SOLUTION
    if not passage:
        return question
    return f"Passage: {passage}\n\nQuestion: {question}\n\n{INSTRUCTION}"
    ### END SOLUTION

# %% tests="build_prompt" points=2
check.same(
    build_prompt("The bus is green.", "What colour is the bus?"),
    "Passage: The bus is green.\n\nQuestion: What colour is the bus?\n\n" + INSTRUCTION,
    'build_prompt("The bus is green.", "What colour is the bus?")',
)
check.same(build_prompt("", "What time is it?"), "What time is it?", 'build_prompt("", "What time is it?")')
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

word = f"word{fresh_rng('build_prompt').integers(1_000_000)}"
for passage, question in [
    (f"The code is {word}.", "What is the code?"),
    (f"Set {{name}} to {{}} and {{0}} for {word}.", "What is {question}, and {passage}?"),
    (f"Write {{question}} for {word}.", "What is {passage}?"),
    (f"\n  {word}  with spaces \n\n\n around it ", " And here? \n"),
    (f"It costs $5 or ${{{word}}}.", "How much is $1 $question?"),
    (f"PASSAGE, QUESTION, <passage>, <question> {word}", "PASSAGE, <passage>?"),
    (word, "\\1 \\g<0> \\d?"),
    (f"100 % of {word} %s %d", "How many %?"),
    (f"First line of {word}.\n\nSecond line.", "Which lines?\nAll?"),
    (f"Back\\slash and 'quotes' \"{word}\"", "Is it ok?"),
    (f"A passage about {word} without a question.", ""),
]:
    wanted = f"Passage: {passage}\n\nQuestion: {question}\n\nAnswer in one short sentence, using only the passage."
    check.same(build_prompt(passage, question), wanted, f"build_prompt({passage!r}, {question!r})")
check.same(build_prompt("", f"Who is {word}?"), f"Who is {word}?", "build_prompt with an empty passage")
### END HIDDEN TESTS

# %% [markdown]
# Now the same ten questions again, each with the passage that answers it. The data set says which one that is: finding it
# is the next problem, not this one.
#
# To be sure that only the prompt changed, we take a fingerprint of all the model's weights before and after.

# %%
import hashlib


def fingerprint(model) -> str:
    """Return a short code that changes if any weight of the model changes."""
    digest = hashlib.sha256()
    for weights in model.parameters():
        digest.update(weights.detach().float().cpu().numpy().tobytes())
    return digest.hexdigest()[:12]


before = fingerprint(llm.model)
text_of = {passage.id: passage.text for passage in passages}
prompts = [build_prompt(text_of[question.passage], question.question) for question in asked]
open_book = llm.chat(prompts, max_new_tokens=40)
after = fingerprint(llm.model)

for question, answer in zip(asked, open_book, strict=True):
    mark = "right" if is_right(answer, question.answer) else "WRONG"
    print(f"{mark}  {' '.join(answer.split())}")

open_accuracy = accuracy(open_book, expected)
print(f"\nClosed book: {closed_accuracy:.0%} right. Open book: {open_accuracy:.0%} right.")
print(f"Weights before: {before}. Weights after: {after}.")

# %% [markdown]
# Same model, same weights, same questions. The answers went from invented to mostly right because the facts were in front
# of it. That is the whole idea of RAG.
#
# Look at the answers again. Even with the right passage a small model can misread it, or tell its own story. And *right* only
# means that the expected words occur: an answer that is marked right may still add a year that no passage names. An open
# book is a help, not a guarantee. Later lessons measure how far it helps.

# %% [markdown] quiz="teaching"
# You paste the handbook page into a chat, and the model answers correctly. What happened to the model?
# - [ ] It learned the page and will know it tomorrow, in a new chat.
#   The fingerprint says otherwise: not one weight changed. In a new chat, without the page, the answer is invented again.
# - [x] Nothing. The page was part of the text that it continued.
#   The fact was used once, from the prompt. To keep a fact in the weights, the model has to be trained.
# - [ ] It stored the page in its memory and looks there first.
#   A model has no store beside its weights. Products that seem to remember paste old text into the new prompt.

# %% [markdown]
# ## Who finds the page?
#
# So far somebody told us which passage belongs to which question. An assistant has to find it by itself. The simplest idea:
# take the passage that shares the most words with the question. This is how we split a text into words, in lower case:

# %%
import re


def words(text: str) -> set[str]:
    """Return the different words of a text, in lower case."""
    return set(re.findall(r"\w+", text.lower()))


print(sorted(words("The canteen, the CANTEEN!")))

# %% [markdown] task="best_passage" stars=2 minutes=10
# # Find the page by its words
#
# Write `best_passage(question, texts)`. It returns the **position** in `texts` of the text that has the most different
# words in common with the question, as `words` splits them. If several have equally many, take the first of them. If there
# are no texts at all, raise `ValueError`.

# %% [markdown] hints="best_passage"
# - `words(question) & words(text)` is the set of words that both contain; `len(...)` counts them.
# - Count for each text. Then look for the position of the largest count: `counts.index(max(counts))` finds the first one.

# %% exercise="best_passage"
def best_passage(question: str, texts: list[str]) -> int:
    """Return the position of the text that shares the most different words with the question.

    Ties: the first. Raises ValueError if there are no texts.

    >>> best_passage("When is the canteen open?", ["The bus is green.", "The canteen is open at noon."])
    1
    """
    ### BEGIN SOLUTION
    if not texts:
        raise ValueError("no texts to choose from")
    shared = [len(words(question) & words(text)) for text in texts]
    return shared.index(max(shared))
    ### END SOLUTION

# %% tests="best_passage" points=2
texts = ["The bus is green.", "The canteen is open at noon.", "The canteen is open at night."]
check.same(
    best_passage("When is the canteen open?", texts), 1,
    'best_passage("When is the canteen open?", texts)', "texts[1] and texts[2] share four words with it; take the first.",
)
check.same(best_passage("Is the BUS green?", texts), 0, 'best_passage("Is the BUS green?", texts)', "Case does not matter.")
check.same(best_passage("Quantum physics", texts), 0, 'best_passage("Quantum physics", texts)', "All share 0; take the first.")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("best_passage")
codes = [f"code{number}" for number in rng.choice(10_000, 30, replace=False)]
vocabulary = ["a", "is", "the", "of", "at", *codes[:8]]
for _ in range(20):
    asked_words = rng.choice(vocabulary, 8)
    pools = [rng.choice(vocabulary, size) for size in rng.integers(2, 15, 8)]
    counts = [len(set(asked_words) & set(pool)) for pool in pools]
    place = best_passage(", ".join(asked_words) + "?", ["! ".join(pool).upper() + "." for pool in pools])
    check.same(place, counts.index(max(counts)), "best_passage of random words", f"The texts share {counts} words with it.")
repeated = [f"{codes[0]} {codes[0]} {codes[0]}", f"{codes[0]} {codes[1]}"]
check.same(best_passage(f"{codes[0]} {codes[1]}", repeated), 1, "best_passage for a word repeated in a text", "It counts once.")
inside = [f"{codes[0]}{codes[1]} {codes[2]}x", f"{codes[0]}"]
check.same(best_passage(f"{codes[0]} {codes[2]}", inside), 1, "best_passage for parts of words", "Only whole words are shared.")
longer = [f"{codes[3]} {codes[4]}", f"{codes[3]} {codes[4]} {codes[5]} {codes[6]}"]
check.same(best_passage(f"{codes[3]} {codes[4]}", longer), 0, "best_passage for equal counts", "Take the first.")
check.refuses(best_passage, [codes[0], []], "best_passage without texts")
### END HIDDEN TESTS

# %%
all_texts = [passage.text for passage in passages]
found = [passages[best_passage(question.question, all_texts)] for question in questions]
for question, passage in zip(questions, found, strict=True):
    mark = "found " if passage.id == question.passage else "MISSED"
    print(f"{mark}  {question.question}\n        {passage.text}\n")
hits = sum(passage.id == question.passage for question, passage in zip(questions, found, strict=True))
print(f"The right passage was found for {hits} of {len(questions)} questions.\n")

newcomer = "Who helps me when I am new?"
print(f"{newcomer}\n        {all_texts[best_passage(newcomer, all_texts)]}")

# %% [markdown]
# Shared words carry far here, because the questions use the words of the passages. Then they fail, for three reasons. The two
# missed questions got the doctor's note, because it shares *is*, *of* and *the* with them: every word counts the same. *Guest*
# is not *guests*. And the last question shares no word at all with the passage that answers it: *Every newcomer has a mentor for
# the first 90 days.* The next lesson finds it, by its meaning.

# %% [markdown] task="which-exam" stars=1 minutes=6
# # Which exam is it?
#
# A colleague wants a chat assistant that answers questions about your canteen's menu, which changes every day. They plan to
# fine-tune a model on last month's menus. In three to five sentences: what will go wrong, and what would you do?

# %% [markdown] written="which-exam" points=2
# The fine-tuned model is a student in a closed-book exam: it can only repeat what it was trained on, so it serves last
# month's menus, and it will sound sure about it. Training again every day would be slow and dear. I would leave the model
# as it is and put today's menu into the prompt, an open-book exam. Then the answer is as fresh as the menu that was found,
# and it can be checked against it. (One point: what was trained on is out of date, and the model does not know that.
# One point: put the current menu into the prompt.)

# %% [markdown]
# ## What you can do now
#
# - say why a language model invents answers, and why sounding sure means nothing
# - measure answers with a program, in place of an impression
# - turn a closed-book question into an open-book one with a prompt, without changing the model
# - name the three ways of this course: RAG, fine-tuning and RAFT
#
# **Read on:** the paper that named RAG is Lewis et al., *Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks*
# (arXiv 2005.11401). RAFT is Zhang et al. (arXiv 2403.10131). Next lesson: `01_embeddings`.
