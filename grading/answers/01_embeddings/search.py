# %% right="sorts a list"
def search(query, vectors, k):
    scored = [(-float(np.dot(row, query)), place) for place, row in enumerate(vectors)]
    return [place for _, place in sorted(scored)[:k]]

# %% right="lexsort"
def search(query, vectors, k):
    scores = vectors @ query
    return np.lexsort((np.arange(len(scores)), -scores))[:k]

# %% right="torch"
import torch


def search(query, vectors, k):
    scores = torch.tensor(vectors) @ torch.tensor(query)
    return torch.sort(scores, descending=True, stable=True).indices[:k]

# %% right="cosine"
def search(query, vectors, k):
    scores = cosine_matrix(query[None, :], vectors)[0].round(12)
    return np.argsort(-scores, kind="stable")[:k].tolist()

# %% wrong="the most different first"
def search(query, vectors, k):
    return np.argsort(vectors @ query, kind="stable")[:k]

# %% wrong="worst of the best first"
def search(query, vectors, k):
    return np.argsort(vectors @ query, kind="stable")[-k:]

# %% wrong="ties turned around"
def search(query, vectors, k):
    return np.argsort(vectors @ query, kind="stable")[::-1][:k]

# %% wrong="one too many"
def search(query, vectors, k):
    return np.argsort(-(vectors @ query), kind="stable")[: k + 1]

# %% wrong="one too few"
def search(query, vectors, k):
    return np.argsort(-(vectors @ query), kind="stable")[1 : k + 1]

# %% wrong="scores in place of rows"
def search(query, vectors, k):
    return np.sort(vectors @ query)[::-1][:k]

# %% wrong="fails for fewer than k"
def search(query, vectors, k):
    best = np.argpartition(-(vectors @ query), k - 1)[:k]
    return best[np.argsort(-(vectors @ query)[best])]

# %% wrong="absolute similarity"
def search(query, vectors, k):
    return np.argsort(-np.abs(vectors @ query), kind="stable")[:k]

# %% wrong="the first k"
def search(query, vectors, k):
    return np.arange(min(k, len(vectors)))

# %% wrong="unstable sort"
def search(query, vectors, k):
    return np.argsort(-(vectors @ query))[:k]

# %% wrong="ties at the border of k"
def search(query, vectors, k):
    scores = vectors @ query
    k = min(k, len(scores))
    best = np.sort(np.argpartition(-scores, k - 1)[:k])
    return best[np.argsort(-scores[best], kind="stable")]

# %% wrong="everything for k = 0"
def search(query, vectors, k):
    order = np.lexsort((-np.arange(len(vectors)), vectors @ query))
    return order[-k:][::-1]

# %% wrong="rounded scores"
def search(query, vectors, k):
    return np.argsort(-(vectors @ query).round(4), kind="stable")[:k]
