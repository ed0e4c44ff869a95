# %% right="adds up strings"
def build_prompt(passage, question):
    if passage == "":
        return question
    return "Passage: " + passage + "\n\n" + "Question: " + question + "\n\n" + INSTRUCTION

# %% right="joins a list"
def build_prompt(passage, question):
    parts = [f"Passage: {passage}", f"Question: {question}", INSTRUCTION]
    return "\n\n".join(parts) if passage else question

# %% right="format with names"
def build_prompt(passage, question):
    template = "Passage: {p}\n\nQuestion: {q}\n\n{i}"
    return template.format(p=passage, q=question, i=INSTRUCTION) if len(passage) > 0 else question

# %% wrong="order swapped"
def build_prompt(passage, question):
    if not passage:
        return question
    return f"Question: {question}\n\nPassage: {passage}\n\n{INSTRUCTION}"

# %% wrong="passage dropped when the question is empty"
def build_prompt(passage, question):
    if not passage or not question:
        return question
    return f"Passage: {passage}\n\nQuestion: {question}\n\n{INSTRUCTION}"

# %% wrong="braces break the template"
def build_prompt(passage, question):
    if not passage:
        return question
    template = f"Passage: {passage}\n\nQuestion: {{question}}\n\n{INSTRUCTION}"
    return template.format(question=question)

# %% wrong="percent signs break the template"
def build_prompt(passage, question):
    if not passage:
        return question
    return (f"Passage: {passage}\n\nQuestion: %s\n\n{INSTRUCTION}") % question

# %% wrong="one newline between the parts"
def build_prompt(passage, question):
    return f"Passage: {passage}\nQuestion: {question}\n{INSTRUCTION}" if passage else question

# %% wrong="an empty passage still has its heading"
def build_prompt(passage, question):
    return f"Passage: {passage}\n\nQuestion: {question}\n\n{INSTRUCTION}"

# %% wrong="replaces inside the texts"
def build_prompt(passage, question):
    if not passage:
        return question
    template = "Passage: {passage}\n\nQuestion: {question}\n\n" + INSTRUCTION
    return template.replace("{passage}", passage).replace("{question}", question)

# %% wrong="prints in place of returning"
def build_prompt(passage, question):
    print(f"Passage: {passage}\n\nQuestion: {question}\n\n{INSTRUCTION}")

# %% wrong="strips the texts"
def build_prompt(passage, question):
    return f"Passage: {passage.strip()}\n\nQuestion: {question.strip()}\n\n{INSTRUCTION}" if passage else question

# %% wrong="dollar signs break the template"
from string import Template


def build_prompt(passage, question):
    if not passage:
        return question
    return Template(f"Passage: {passage}\n\nQuestion: $question\n\n{INSTRUCTION}").substitute(question=question)
