# %% right="loops"
def cosine_matrix(queries, passages):
    return np.array([[cosine(query, passage) for passage in passages] for query in queries])

# %% right="float32"
def cosine_matrix(queries, passages):
    def unit(rows):
        rows = rows.astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        return rows / lengths

    return unit(queries) @ unit(passages).T

# %% right="scikit-learn"
from sklearn.metrics.pairwise import cosine_similarity


def cosine_matrix(queries, passages):
    return cosine_similarity(queries, passages)

# %% right="einsum"
def cosine_matrix(queries, passages):
    dots = np.einsum("md,nd->mn", queries, passages)
    lengths = np.sqrt(np.outer((queries**2).sum(1), (passages**2).sum(1)))
    return np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)

# %% wrong="transposed"
def cosine_matrix(queries, passages):
    dots = passages @ queries.T
    lengths = np.outer(np.linalg.norm(passages, axis=1), np.linalg.norm(queries, axis=1))
    return dots / np.where(lengths > 0, lengths, 1)

# %% wrong="dot products"
def cosine_matrix(queries, passages):
    return queries @ passages.T

# %% wrong="wrong axis"
def cosine_matrix(queries, passages):
    queries = queries / np.maximum(np.linalg.norm(queries, axis=0), 1e-12)
    passages = passages / np.maximum(np.linalg.norm(passages, axis=0), 1e-12)
    return queries @ passages.T

# %% wrong="nan for zeros"
def cosine_matrix(queries, passages):
    queries = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    return queries @ (passages / np.linalg.norm(passages, axis=1, keepdims=True)).T

# %% wrong="length of the whole array"
def cosine_matrix(queries, passages):
    return queries @ passages.T / (np.linalg.norm(queries) * np.linalg.norm(passages) or 1)

# %% wrong="changes its input"
def cosine_matrix(queries, passages):
    for rows in (queries, passages):
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1)
    return queries @ passages.T

# %% wrong="pairs in place of all"
def cosine_matrix(queries, passages):
    return np.array([[cosine(query, passage)] for query, passage in zip(queries, passages)])

# %% wrong="zero rows of queries only"
def cosine_matrix(queries, passages):
    lengths = np.linalg.norm(queries, axis=1, keepdims=True)
    queries = queries / np.where(lengths > 0, lengths, 1)
    return queries @ (passages / np.linalg.norm(passages, axis=1, keepdims=True)).T

# %% wrong="short rows stay short"
def cosine_matrix(queries, passages):
    lengths = np.outer(np.linalg.norm(queries, axis=1), np.linalg.norm(passages, axis=1))
    return queries @ passages.T / np.maximum(lengths, 1)

# %% wrong="adds a small number"
def cosine_matrix(queries, passages):
    lengths = np.outer(np.linalg.norm(queries, axis=1), np.linalg.norm(passages, axis=1))
    return queries @ passages.T / (lengths + 1e-6)
