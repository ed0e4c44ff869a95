# %% [markdown]
# # Embeddings: texts as directions
#
# **How does a program find the sentence that answers a question with which it shares no word?**
#
# *Where can I eat lunch?* is answered by *The canteen is open from 11:30 to 14:00.* The two share no word. A program that
# counts common words cannot connect them. In this lesson you build one that can, from the raw numbers of a neural network
# up to a search. Then you look for the places where it fails.

# %% [markdown] needs=90
# You should know Python and a little NumPy: arrays, shapes, `axis=`, the matrix product `@`. You do not need lesson 00.

# %% [markdown]
# ## First, the result
#
# Here is the finished thing from a library, sentence-transformers. An **embedding model** turns each text into a list of 384
# numbers, its **embedding**. The program compares the question's numbers with those of each passage. How, you will see.

# %%
import numpy as np

from course import budget
from course.data import load_first_steps
from course.models import load_embedder

passages, questions = load_first_steps()
texts = [passage.text for passage in passages]

embedder = load_embedder("minilm")  # all-MiniLM-L6-v2
vectors = embedder.encode(texts)
print("shape of all embeddings:", vectors.shape, "that is (texts, numbers per text)")

query = embedder.encode(["Where can I eat lunch?"])[0]
scores = vectors @ query
for place in np.argsort(-scores)[:3]:
    print(f"{scores[place]:.2f}  {texts[place]}")

# %% [markdown]
# The canteen comes first. The scores are small, but only their order matters. Two steps made this happen: **compare** vectors,
# and **make** a vector from a text. You build them in this order.
#
# ## Compare two vectors
#
# A vector is an arrow from the origin. Two arrows can point the same way although one is longer. For embeddings the
# direction carries the meaning, so we compare directions. The **cosine** of the angle between two arrows does that:
#
# $$\cos(a, b) = \frac{a \cdot b}{\lVert a \rVert \, \lVert b \rVert}$$
#
# The numerator is the dot product: multiply place by place and add up. The denominator is the two lengths, multiplied. The
# result is 1 for the same direction, 0 for a right angle and −1 for opposite directions. An example by hand:

# %%
a = np.array([3.0, 4.0])
b = np.array([4.0, 3.0])

dot = 3 * 4 + 4 * 3  # 24
length_a = (3**2 + 4**2) ** 0.5  # 5
length_b = (4**2 + 3**2) ** 0.5  # 5
print("cosine:", dot / (length_a * length_b))
print("lengths from NumPy:", np.linalg.norm(a), np.linalg.norm(b))

# %% [markdown] task="cosine" stars=1 minutes=5
# # Cosine similarity
#
# Write `cosine(a, b)` for two vectors. A vector of zeros has no direction. Return 0.0 if one of the two is all zeros,
# because dividing by its length gives `nan`, and a single `nan` spoils every ranking that it enters.

# %% [markdown] hints="cosine"
# - The dot product is `a @ b`, a length is `np.linalg.norm(a)`. The worked example above has the rest.
# - Compute the two lengths first. If their product is 0, return 0.0; otherwise divide.

# %% exercise="cosine"
def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Return the cosine of the angle between two vectors, from -1 to 1; 0.0 if one of them is all zeros.

    a, b: (d,)
    >>> cosine(np.array([3.0, 4.0]), np.array([4.0, 3.0]))
    0.96
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / lengths) if lengths > 0 else 0.0
    ### END SOLUTION

# %% tests="cosine" points=2
from course import check

check.close(cosine(np.array([3.0, 4.0]), np.array([4.0, 3.0])), 0.96, "cosine([3, 4], [4, 3])")
check.close(cosine(np.array([2.0, 0.0]), np.array([7.0, 0.0])), 1, "cosine([2, 0], [7, 0]), same direction,")
check.close(cosine(np.array([1.0, 2.0]), np.array([-2.0, -4.0])), -1, "cosine([1, 2], [-2, -4]), opposite directions,")
check.close(cosine(np.array([0.0, 0.0]), np.array([7.0, 0.0])), 0, "cosine([0, 0], [7, 0])")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("cosine")
for d in (1, 2, 5, 384):
    a, b = rng.normal(size=(2, d)) * rng.uniform(0.1, 20, size=(2, 1))
    wanted = np.dot(a, b) / np.sqrt(np.dot(a, a) * np.dot(b, b))
    before = a.copy(), b.copy()
    check.close(cosine(a, b), wanted, f"cosine of two random vectors of size {d}")
    check.close(cosine(b, a), wanted, "cosine with its arguments swapped")
    check.close(cosine(3 * a, b), wanted, "cosine with one vector three times as long")
    check.close(cosine(a, -b), -wanted, "cosine with one vector turned around")
    check.close(cosine(a.astype(np.float32), b.astype(np.float32)), wanted, "cosine of float32 vectors")
    check.unchanged(before[0], a, "cosine(a, b)")
    check.unchanged(before[1], b, "cosine(a, b)")
    check.close(cosine(a, np.zeros(d)), 0, "cosine of a vector and zeros")
check.close(cosine(np.zeros(4), np.zeros(4)), 0, "cosine of zeros and zeros")
check.close(cosine(np.array([3e-4, 4e-4]), np.array([4e-4, 3e-4])), 0.96, "cosine of two very short vectors")
check.close(cosine(np.array([1.0, -1.0]), np.array([1.0, -1.0])), 1, "cosine([1, -1], [1, -1])")
check.close(cosine(np.array([0.0, 3.0]), np.array([0.0, 5.0])), 1, "cosine([0, 3], [0, 5])")
check.close(cosine(np.array([-1.0, 0.0]), np.array([-2.0, 0.0])), 1, "cosine([-1, 0], [-2, 0])")
### END HIDDEN TESTS

# %% [markdown] quiz="scale"
# The cosine of a question and a passage is 0.7. What does that tell you?
# - [ ] The passage answers the question with a probability of 70%.
#   Nothing here was fitted to probabilities. Other models give other numbers for the same pair of texts.
# - [ ] 70% of their words agree.
#   Words are not compared directly. The canteen and the lunch share none.
# - [x] By itself little. It ranks this passage among others, scored by the same model.
#   Within one model and one question, higher means nearer. What counts as high has to be measured on examples.

# %% [markdown]
# ## Compare many with many
#
# A search compares one question with thousands of passages. A Python loop over `cosine` would be slow. A matrix product
# computes all dot products at once: `queries @ passages.T`. It has one row per query and one column per passage.

# %% [markdown] task="cosine_matrix" stars=2 minutes=10
# # All pairs at once
#
# Write `cosine_matrix(queries, passages)`. You need no Python loop. Entry `[i, j]` is the cosine of query `i` and passage `j`.
# A row of zeros gets cosine 0 with everything, as before. Do not change the arrays that were passed in.

# %% [markdown] hints="cosine_matrix"
# - `np.linalg.norm(queries, axis=1)` gives one length per row, shape (m,).
# - To divide each row by its length, the lengths need shape (m, 1): `np.linalg.norm(queries, axis=1, keepdims=True)`.
# - A length of 0 can be replaced by 1 before dividing, because zeros divided by 1 stay zeros: `np.where(length > 0, length, 1)`.

# %% exercise="cosine_matrix"
def cosine_matrix(queries: np.ndarray, passages: np.ndarray) -> np.ndarray:
    """Return the cosine of each query with each passage, shape (m, n).

    queries: (m, d), passages: (n, d)
    >>> cosine_matrix(np.array([[3.0, 4.0]]), np.array([[4.0, 3.0], [0.0, 2.0]]))
    array([[0.96, 0.8 ]])
    """
    ### BEGIN SOLUTION
    dots = queries @ passages.T
    lengths = np.linalg.norm(queries, axis=1)[:, None] * np.linalg.norm(passages, axis=1)[None, :]
    return dots / np.where(lengths > 0, lengths, 1)
    ### END SOLUTION

# %% tests="cosine_matrix" points=2
example = cosine_matrix(np.array([[3.0, 4.0]]), np.array([[4.0, 3.0], [0.0, 2.0]]))
check.close(example, [[0.96, 0.8]], "cosine_matrix([[3, 4]], [[4, 3], [0, 2]])")
example = cosine_matrix(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[2.0, 0.0]]))
check.close(example, [[0.0], [1.0]], "cosine_matrix([[0, 0], [1, 0]], [[2, 0]])")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("cosine_matrix")
for m, n, d in [(1, 1, 3), (2, 5, 4), (5, 2, 4), (3, 3, 3), (4, 1, 384), (1, 7, 2)]:
    queries = rng.normal(size=(m, d)) * rng.uniform(0.1, 20, size=(m, 1))
    many = rng.normal(size=(n, d)) * rng.uniform(0.1, 20, size=(n, 1))
    if m > 1:
        queries[0] = 0
    before = queries.copy(), many.copy()
    wanted = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            lengths = np.sqrt(np.sum(queries[i] ** 2) * np.sum(many[j] ** 2))
            wanted[i, j] = np.sum(queries[i] * many[j]) / lengths if lengths else 0
    check.close(cosine_matrix(queries, many), wanted, f"cosine_matrix of {m} queries and {n} passages of size {d}")
    check.unchanged(before[0], queries, "cosine_matrix(queries, passages)")
    check.unchanged(before[1], many, "cosine_matrix(queries, passages)")
    single = cosine_matrix(queries.astype(np.float32), many.astype(np.float32))
    check.close(single, wanted, "cosine_matrix of float32 arrays")
rows = np.array([[1.0, -1.0], [0.0, 0.0], [-1.0, 0.0], [3e-3, 4e-3]])
before, side = rows.copy(), 0.5**0.5
got = cosine_matrix(np.array([[1.0, -1.0], [0.0, 0.0], [3e-3, -3e-3]]), rows)
wanted = [[1, 0, -side, -0.2 * side], [0, 0, 0, 0], [1, 0, -side, -0.2 * side]]
check.close(got, wanted, "cosine_matrix with zeros among queries and passages, and very short rows,")
check.unchanged(before, rows, "cosine_matrix(queries, passages)")
### END HIDDEN TESTS

# %% [markdown]
# Your matrix at work: four questions against five passages.

# %%
from course.plots import similarity_map

asked = ["Where can I eat lunch?", "I feel sick, what is due?", "My computer is broken", "When do I get my money back?"]
shown = [passage for passage in passages if passage.id in ("leave", "sick", "canteen", "expenses", "laptop")]
matrix = cosine_matrix(embedder.encode(asked), embedder.encode([passage.text for passage in shown]))
similarity_map(
    matrix,
    rows=asked,
    columns=[passage.title for passage in shown],
    title="Similarity of questions and passages",
    reading="Look along a row: the brightest cell is the passage that the search would choose. Even the best are far from 1.",
)

# %% [markdown]
# ## Make a vector: tokens
#
# Now the other half: where do the 384 numbers come from? A neural network does not read letters or words. It reads
# **tokens**: pieces of text from a fixed list of about 30,000. Common words are one token. Rare ones are put together from
# several; `##` marks a piece that continues a word. This model ignores capital letters.

# %%
from transformers import AutoModel, AutoTokenizer

from course.embedded import model_folder

tokenizer = AutoTokenizer.from_pretrained(model_folder("minilm"))
transformer = AutoModel.from_pretrained(model_folder("minilm"))

for text in ["Where can I eat lunch?", "spectrometer", "Fault E17", "Fault E71"]:
    print(f"{text:25} {tokenizer.tokenize(text)}")

# %% [markdown]
# Keep the last two lines in mind. To the model a fault code is not a name but a letter and pieces of a number.
#
# The network gives one vector **per token**. It takes several texts at once, a **batch**. Texts have different numbers of
# tokens, but an array has equal rows. So short texts are filled up with **padding**, and the **attention mask** says which
# tokens are real: 1 for real, 0 for padding. The markers for start and end, `[CLS]` and `[SEP]`, count as real.

# %%
import torch

batch = tokenizer(["Where can I eat lunch?", "Lunch!"], padding=True, return_tensors="pt")
with torch.inference_mode():  # we do not train, so nothing is kept for gradients
    token_vectors = transformer(**batch).last_hidden_state.numpy()

for row in batch["input_ids"]:
    print(tokenizer.convert_ids_to_tokens(row))
print(batch["attention_mask"].numpy())
print("token vectors:", token_vectors.shape, "that is (texts, tokens, numbers per token)")

# %% [markdown] task="mean_pool" stars=2 minutes=12
# # From token vectors to one vector
#
# The vector of a text is the mean of its token vectors. This is called **mean pooling**. Only real tokens count: padding
# also has vectors, and with them in the mean the same sentence would get another vector in another batch.
#
# Write `mean_pool(token_vectors, mask)`. Each text has at least one real token.

# %% [markdown] hints="mean_pool"
# - Multiply the token vectors by the mask, so that padding becomes zero. Then add up over the tokens: which axis is that?
# - The mask has shape (n, t), the vectors (n, t, d). `mask[:, :, None]` has shape (n, t, 1), and NumPy stretches it along d.
# - Divide the sum by the number of **real** tokens of each text, `mask.sum(axis=1)`, and not by t. It needs shape (n, 1).

# %% exercise="mean_pool"
def mean_pool(token_vectors: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the mean of each text's real token vectors, shape (n, d).

    token_vectors: (n, t, d); mask: (n, t), 1 for a real token and 0 for padding
    >>> mean_pool(np.array([[[1.0, 2.0], [3.0, 6.0], [9.0, 9.0]]]), np.array([[1, 1, 0]]))
    array([[2., 4.]])
    """
    ### BEGIN SOLUTION
    weights = mask[:, :, None]
    return (token_vectors * weights).sum(axis=1) / weights.sum(axis=1)
    ### END SOLUTION

# %% tests="mean_pool" points=3
tiny = np.array([[[1.0, 2.0], [3.0, 6.0], [9.0, 9.0]]])
check.close(mean_pool(tiny, np.array([[1, 1, 0]])), [[2.0, 4.0]], "mean_pool with the last of three tokens masked")
check.close(mean_pool(tiny, np.array([[1, 1, 1]])), [[13 / 3, 17 / 3]], "mean_pool with three real tokens")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("mean_pool")
for n, t, d in [(1, 1, 4), (1, 6, 3), (5, 7, 3), (4, 4, 4), (3, 9, 384)]:
    token_vectors = rng.normal(size=(n, t, d)) + 2
    mask = np.zeros((n, t), dtype=np.int64)
    for row, count in enumerate(rng.integers(1, t + 1, n)):
        mask[row, :count] = 1
    before = token_vectors.copy(), mask.copy()
    wanted = np.stack([token_vectors[i][mask[i] == 1].mean(axis=0) for i in range(n)])
    check.close(mean_pool(token_vectors, mask), wanted, f"mean_pool of {n} texts with up to {t} tokens of size {d}")
    check.unchanged(before[0], token_vectors, "mean_pool(token_vectors, mask)")
    check.unchanged(before[1], mask, "mean_pool(token_vectors, mask)")
    got = mean_pool(token_vectors.astype(np.float32), mask.astype(np.float32))
    check.close(got, wanted, "mean_pool of float32 arrays")
left = np.array([[[9.0, 9.0], [1.0, 2.0], [3.0, 4.0]]])
check.close(mean_pool(left, np.array([[0, 1, 1]])), [[2.0, 3.0]], "mean_pool with the padding on the left")
zeros = np.array([[[0.0, 2.0], [4.0, 0.0], [9.0, 9.0]]])
check.close(mean_pool(zeros, np.array([[1, 1, 0]])), [[2.0, 1.0]], "mean_pool of real tokens that contain a 0")
check.close(mean_pool(tiny, np.array([[1, 0, 1]])), [[5.0, 5.5]], "mean_pool with the token in the middle masked")
### END HIDDEN TESTS

# %% [markdown] task="normalize" stars=1 minutes=5
# # Length one
#
# If all vectors have length 1, the cosine is just the dot product, and a search saves the division. Making them so is
# called **normalising**: divide each row by its length. Rows of zeros stay zeros. Do not change the array that came in.

# %% [markdown] hints="normalize"
# - You did this inside `cosine_matrix`: one length per row, shape (n, 1), then divide.
# - `vectors / lengths` makes a new array. `vectors /= lengths` writes into the caller's.

# %% exercise="normalize"
def normalize(vectors: np.ndarray) -> np.ndarray:
    """Return the vectors with each row scaled to length 1; rows of zeros stay zeros.

    vectors: (n, d), floats. Returns (n, d).
    >>> normalize(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
    ### END SOLUTION

# %% tests="normalize" points=2
example = normalize(np.array([[3.0, 4.0], [0.0, 0.0]]))
check.close(example, [[0.6, 0.8], [0.0, 0.0]], "normalize([[3, 4], [0, 0]])")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("normalize")
for n, d in [(1, 1), (1, 5), (6, 3), (4, 4), (3, 384)]:
    long = rng.normal(size=(n, d)) * rng.uniform(0.01, 50, size=(n, 1))
    before = long.copy()
    wanted = np.stack([row / np.sqrt(np.sum(row**2)) for row in long])
    check.close(normalize(long), wanted, f"normalize of {n} vectors of size {d}")
    check.unchanged(before, long, "normalize(vectors)")
    check.close(normalize(long.astype(np.float32)), wanted, "normalize of float32 vectors")
    check.close(normalize(wanted), wanted, "normalize of vectors that have length 1 already")
check.close(normalize(np.zeros((2, 3))), np.zeros((2, 3)), "normalize of zeros")
rows = np.array([[1.0, -1.0], [0.0, 0.0], [0.0, -2.0], [3e-3, 4e-3]])
before, side = rows.copy(), 0.5**0.5
check.close(normalize(rows), [[side, -side], [0, 0], [0, -1], [0.6, 0.8]], "normalize([[1, -1], [0, 0], [0, -2], [0.003, 0.004]])")
check.unchanged(before, rows, "normalize(vectors)")
### END HIDDEN TESTS

# %% [markdown] task="embed" stars=3 minutes=12
# # Texts to embeddings
#
# Put the pieces together. `embed(texts)` takes a list of strings and returns one vector of length 1 per text:
#
# 1. tokenise with padding, as in the cell that made `token_vectors`
# 2. run the network in `torch.inference_mode()`, as there
# 3. pool with the attention mask
# 4. normalise, **after** pooling
#
# No text here has more than 100 words, so none has to be cut. The test compares your vectors with those of the sentence-transformers library, for texts of very different length.

# %% [markdown] hints="embed"
# - The cell that made `token_vectors` does the first two steps. Take its lines into your function; `mean_pool` and `normalize`
#   do the other two. If those are wrong, so is this.
# - The mask is `batch["attention_mask"].numpy()`.
# - If short texts differ from the library and the longest does not, padding got into the mean. If all differ a little,
#   look at the order of pooling and normalising.

# %% exercise="embed"
def embed(texts: list[str]) -> np.ndarray:
    """Return the embedding of each text, shape (n, 384), each row of length 1.

    >>> embed(["Lunch!", "Where can I eat lunch?"]).shape
    (2, 384)
    """
    ### BEGIN SOLUTION
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        token_vectors = transformer(**batch).last_hidden_state.numpy()
    return normalize(mean_pool(token_vectors, batch["attention_mask"].numpy()))
    ### END SOLUTION

# %% tests="embed" points=3
examples = ["Lunch!", "Where can I eat lunch, and is there something without meat on the menu today?"]
check.close(embed(examples), load_embedder("minilm").encode(examples), "embed of a short and a long text")
### BEGIN HIDDEN TESTS
from course.models import load_embedder
from course.seeds import fresh_rng

rng = fresh_rng("embed")
vocabulary = ["leave", "canteen", "lamp", "badge", "train", "hotel", "salary", "illness", "night", "door", "drive", "code", "nine", "seventeen", "not"]
for n in (1, 2, 5):
    random_texts = [" ".join(rng.choice(vocabulary, rng.integers(1, 25))).capitalize() + "." for _ in range(n)]
    reference = load_embedder("minilm").encode(random_texts)
    check.close(embed(random_texts), reference, f"embed of {n} texts, compared with sentence-transformers,")
    lengths = np.linalg.norm(np.asarray(embed(random_texts)), axis=1)
    check.close(lengths, np.ones(n), "the length of each row of embed")
long = [" ".join(rng.choice(vocabulary, 90)) + ".", "Lunch!", "Lunch!"]
check.close(embed(long), load_embedder("minilm").encode(long), "embed of a text of 90 words and a short one, twice,")
### END HIDDEN TESTS

# %%
difference = np.abs(embed(texts) - embedder.encode(texts)).max()
print(f"Largest difference between your embeddings and the library's, over {len(texts)} passages: {difference:.1e}")

# %% [markdown]
# The same numbers. From here on we use the library, because you know what it does.

# %% [markdown] task="search" stars=2 minutes=8
# # The search
#
# Write `search(query, vectors, k)`. It returns the row numbers of the `k` vectors that are most similar to the query, best
# first. All vectors have length 1. If two are equally similar, the lower row comes first. If there are fewer than `k`
# vectors, return all of them.

# %% [markdown] hints="search"
# - `vectors @ query` gives all similarities at once.
# - `np.argsort(-scores)` sorts from high to low: it sorts the negated scores from low to high.
# - NumPy's default sort may swap equal values. `kind="stable"` keeps the lower row first. Sorting in ascending order and
#   then reversing the result puts the higher row first.

# %% exercise="search"
def search(query: np.ndarray, vectors: np.ndarray, k: int) -> np.ndarray:
    """Return the row numbers of the k vectors most similar to the query, best first.

    query: (d,), vectors: (n, d), all of length 1. Ties: the lower row first. Fewer than k vectors: all of them.
    >>> search(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]]), 2)
    array([1, 2])
    """
    ### BEGIN SOLUTION
    return np.argsort(-(vectors @ query), kind="stable")[:k]
    ### END SOLUTION

# %% tests="search" points=2
corners = np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]])
check.same(search(np.array([1.0, 0.0]), corners, 2), [1, 2], "search([1, 0], [[0, 1], [1, 0], [0.6, 0.8]], k=2)")
check.same(search(np.array([1.0, 0.0]), corners, 9), [1, 2, 0], "search for 9 among 3 vectors")
### BEGIN HIDDEN TESTS
from course.seeds import fresh_rng

rng = fresh_rng("search")
for n, d, k in [(1, 2, 1), (30, 8, 5), (30, 8, 30), (200, 384, 10)]:
    stock = rng.normal(size=(n, d))
    stock /= np.sqrt((stock**2).sum(axis=1, keepdims=True))
    query = stock[rng.integers(n)] + rng.normal(size=d) * 0.05
    query /= np.sqrt((query**2).sum())
    before = stock.copy()
    ranking = sorted(range(n), key=lambda row: (-float(stock[row] @ query), row))
    check.same(search(query, stock, k), ranking[:k], f"search for {k} among {n} vectors")
    check.unchanged(before, stock, "search(query, vectors, k)")
axes = np.eye(4)[rng.integers(0, 3, 40)]
query = np.eye(4)[0]
tied = [row for row in range(40) if axes[row, 0] == 1] + [row for row in range(40) if axes[row, 0] == 0]
for k in range(41):
    check.same(search(query, axes, k), tied[:k], f"search for {k} among 40 vectors with many ties")
angles = 0.5 + 1e-5 * np.arange(8)[::-1]
close_by = np.stack([np.cos(angles), np.sin(angles)], axis=1)
check.same(search(np.array([1.0, 0.0]), close_by, 3), [7, 6, 5], "search among vectors that are nearly the same")
check.same(search(-query, np.eye(4)[:2], 2), [1, 0], "search with a negative similarity")
### END HIDDEN TESTS

# %%
mine = embed(texts)
for question in ["How many days off do I get?", "Where can I eat lunch?", "Who helps me when I am new?"]:
    print(question)
    for row in search(embed([question])[0], mine, 2):
        print(f"   {mine[row] @ embed([question])[0]:.2f}  {texts[row]}")

# %% [markdown]
# *Days off* finds *annual leave*. *Lunch* finds the canteen and *new* finds the mentor, without one shared word. This is your
# own search.
#
# ## A map of meaning
#
# 384 dimensions cannot be drawn. A **principal component analysis** looks at the cloud of points from the side where it is
# widest, and takes a flat picture. Much is lost on the way, but neighbours often stay neighbours.

# %%
from sklearn.decomposition import PCA

from course.plots import meaning_map

topics = {
    "time off": ["annual leave", "a day off", "summer holidays", "my vacation", "parental leave"],
    "food": ["lunch", "a cheese sandwich", "fruit and vegetables", "something to eat", "cooking dinner"],
    "computers": ["a laptop", "a software update", "the printer driver", "programming", "the wireless network"],
    "law": ["breach of contract", "the court", "liability", "the Civil Code", "a lawsuit"],
}
labels = [text for group in topics.values() for text in group]
groups = [topic for topic, group in topics.items() for _ in group]
pca = PCA(n_components=2, random_state=0)
points = pca.fit_transform(embedder.encode(labels))
meaning_map(
    points,
    labels,
    groups,
    title="Twenty texts on a map of meaning",
    reading=f"Texts on one topic lie mostly together. The picture holds {pca.explained_variance_ratio_.sum():.0%} of the "
    "spread; what looks near may be far apart in the rest.",
)

# %% [markdown] quiz="dimension"
# What does the first of the 384 numbers stand for?
# - [ ] One property, such as "has to do with food".
#   It would be handy. But training only cares for angles between whole vectors, and single numbers have no agreed meaning.
# - [x] Nothing by itself. Only directions of the whole vector carry meaning.
#   Rotate all vectors of a model together: every number changes, every cosine stays, and so does every search result.
# - [ ] The most important word of the text.
#   Each number is computed from all tokens together; none belongs to one word.

# %% [markdown]
# ## Where it fails
#
# **Predict before you run.** What is the cosine of these two sentences, from −1 to 1?
#
# - *Damage by water is covered.*
# - *Damage by water is not covered.*

# %%
from course.lesson import compare, predict

my_guess = None
predict("negation", my_guess)

# %%
pair = embedder.encode(["Damage by water is covered.", "Damage by water is not covered."])
compare("negation", f"{pair[0] @ pair[1]:.2f}")

for text, candidates in {
    "Damage by water is not covered.": ["Damage by water is covered.", "Damage by water is excluded."],
    "What does fault E17 mean?": ["Fault E71: the door is open.", "Fault E17: the lamp has failed."],
    "The warranty lasts 24 months.": ["The warranty lasts 12 months.", "The warranty lasts two years."],
}.items():
    print(f"\n{text}")
    scores = embedder.encode(candidates) @ embedder.encode([text])[0]
    for place in np.argsort(-scores):
        print(f"   {scores[place]:.2f}  {candidates[place]}")

# %% [markdown]
# Three texts, three wrong ones in first place. *Not covered* is nearer to *covered* than to *excluded*. Fault E17 finds fault
# E71. Twelve months are nearer to 24 months than two years are.
#
# The reason is what such models learn from. This one was trained on a billion pairs of texts that belong together, such as a
# question and its answer: the two of a pair should be near, texts from other pairs far. Those other texts are nearly always
# about something else, so telling topics apart was enough. **Embeddings are near in topic, not in fact.** For codes, numbers
# and negations you need something else beside them. Lesson 05 adds it.

# %% [markdown] quiz="negation"
# Why do two opposite sentences have nearly the same embedding?
# - [ ] The tokenizer drops short words such as "not".
#   It keeps them: try `tokenizer.tokenize("not covered")`. The word arrives, but it changes little.
# - [x] They are about the same thing, in almost the same words, and training rewards that.
#   To tell a pair from texts on other topics, the word "not" hardly helps. So the model learned little about it.
# - [ ] The cosine ignores signs, so a negated vector looks the same.
#   Your `cosine` gave −1 for opposite arrows. A "not" in the text does not turn the arrow around.

# %% [markdown] task="failures" stars=2 minutes=10
# # A gallery of failures
#
# Find two failures yourself. Each is a tuple `(query, right, wrong)` of three different texts: `right` agrees with the query
# or answers it, `wrong` does not, and the model puts `wrong` **nearer** to the query. Write your own sentences, none that
# stand in this lesson. The test checks with the model that `wrong` is nearer by at least 0.02, and that all three are about
# the same thing (`right` and `wrong` both score above 0.1). The two failures share at most one text. Whether `right` is right,
# you judge.

# %% [markdown] hints="failures"
# - Say the right thing in quite different words, and the wrong thing in almost the words of the query.
# - Good places to look: a number that changes, a "not" or "never", two names or codes that look alike, who did what to whom.
# - Try a candidate in a cell of its own: `embedder.encode([right, wrong]) @ embedder.encode([query])[0]`.

# %% exercise="failures"
def failures() -> list[tuple[str, str, str]]:
    """Return at least two triples (query, right, wrong) in which the model prefers the wrong text."""
    ### BEGIN SOLUTION
    return [
        ("The lift is never out of order.", "You can always rely on the elevator.", "The lift is always out of order."),
        ("Anna reports to Ben.", "Ben is the boss of Anna.", "Ben reports to Anna."),
    ]
    ### END SOLUTION

# %% tests="failures" points=2
import re


def plain_words(text):
    return " ".join(re.findall(r"\w+", text.lower()))


gallery = failures()
assert isinstance(gallery, (list, tuple)), f"failures() should return a list of triples; yours returned {gallery!r}."
assert len(gallery) >= 2, f"failures() should return at least two triples; yours returned {len(gallery)}."
for item in gallery:
    is_triple = isinstance(item, (list, tuple)) and len(item) == 3 and all(isinstance(text, str) for text in item)
    assert is_triple, f"not a triple of texts: {item!r}"
    assert len({plain_words(text) for text in item} - {""}) == 3, f"three different texts are needed: {item!r}"
    query_vector, right_vector, wrong_vector = load_embedder("minilm").encode(list(item))
    right_score, wrong_score = float(query_vector @ right_vector), float(query_vector @ wrong_vector)
    scores = f"right {right_score:.2f}, wrong {wrong_score:.2f}"
    assert wrong_score > right_score + 0.02, f"{scores}: no failure yet, or is the order not (query, right, wrong)? {item!r}"
### BEGIN HIDDEN TESTS
from course.data import load_first_steps
from course.models import load_embedder

assert len({plain_words(text) for item in gallery for text in item}) >= 5, "the failures repeat each other's texts"
known = """damage by water is covered / damage by water is not covered / damage by water is excluded / what does fault e17 mean
/ fault e71: the door is open / fault e17: the lamp has failed / the warranty lasts 24 months / the warranty lasts 12 months
/ the warranty lasts two years / where can i eat lunch / how many days off do i get / who helps me when i am new"""
known = {plain_words(text) for text in known.split("/")} | {plain_words(passage.text) for passage in load_first_steps()[0]}
for item in gallery:
    used = [text for text in item if plain_words(text) in known]
    assert not used, f"this text is from the lesson; find your own: {used[0]}"
    vectors_again = load_embedder("minilm").encode(list(item))
    assert min(vectors_again[0] @ vectors_again[1:].T) > 0.1, f"a text that has nothing to do with the query is no failure: {item}"
### END HIDDEN TESTS

# %% [markdown]
# ## The same through an interface
#
# Embedding models are also sold as a service. OpenAI's `text-embedding-ada-002` has 1,536 dimensions. The course's loader
# takes an address in place of a name, and the OpenAI client does the rest. With a key in the environment, the cell sends two
# sentences, which your account pays for. Without one it only says so.

# %%
import os

if os.environ.get("OPENAI_API_KEY") and budget(full=1, graded=0):
    ada = load_embedder("https://api.openai.com/v1", model="text-embedding-ada-002")
    ada_vectors = ada.encode(["Where can I eat lunch?", "The canteen is open from 11:30 to 14:00."])
    print("shape:", ada_vectors.shape, "cosine:", round(float(ada_vectors[0] @ ada_vectors[1]), 2))
else:
    print("Nothing was sent: no OPENAI_API_KEY in the environment, or the notebook is being graded.")

# %% [markdown]
# You cannot compare a vector of one model with a vector of another. The axes have nothing to do with each other, even where
# the number of dimensions agrees. Scores do not carry over either: what is a high cosine in one model is an ordinary one in
# another. If you change the model, embed everything again.

# %% [markdown] task="when-to-trust" stars=2 minutes=7
# # When to trust it
#
# Your company wants a search over 10,000 repair instructions. Technicians will type fault codes ("E17"), symptoms ("smells
# burnt") and conditions ("not under pressure"). In four to six sentences: for which of these will an embedding search work,
# for which not, and why? What would you measure before you promise anything?

# %% [markdown] written="when-to-trust" points=3
# Symptoms will work: a technician's words differ from the manual's, and embeddings bring texts on one topic together
# whatever their words. Fault codes will not: to the model E17 and E71 are similar strings of tokens, so near codes are
# mixed up; an exact match is needed there. Conditions with "not" will not either: the opposite is about the same topic and
# comes out nearer than a differently worded agreement. Before promising anything I would collect real queries of all three
# kinds with the right instruction for each, and measure by kind how often it is among the first results. (One point: what
# works and why. One point: codes and negation fail, with the reason. One point: measure on real queries, by kind.)

# %% [markdown]
# ## What you can do now
#
# - compare vectors by their direction, one pair or all pairs at once
# - turn token vectors into the same embeddings as sentence-transformers, and say what padding would have done
# - search by meaning with a few lines of NumPy
# - name three things that embeddings confuse, and show each with an example of your own
#
# **Read on:** Reimers and Gurevych, *Sentence-BERT* (arXiv 1908.10084), where this kind of model comes from; the model card
# of all-MiniLM-L6-v2. Next lesson: `02_nearest_neighbours`, which asks how this search stays fast with a billion vectors.
