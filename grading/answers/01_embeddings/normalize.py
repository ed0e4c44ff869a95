# %% right="loops"
def normalize(vectors):
    rows = []
    for row in vectors:
        length = sum(float(x) ** 2 for x in row) ** 0.5
        rows.append([float(x) / length if length else 0.0 for x in row])
    return rows

# %% right="float32"
def normalize(vectors):
    vectors = np.asarray(vectors, dtype=np.float32)
    lengths = np.sqrt((vectors**2).sum(axis=1))
    lengths[lengths == 0] = 1
    return vectors / lengths[:, None]

# %% right="scikit-learn"
import sklearn.preprocessing


def normalize(vectors):
    return sklearn.preprocessing.normalize(vectors)

# %% right="torch"
import torch


def normalize(vectors):
    return torch.nn.functional.normalize(torch.tensor(vectors), dim=1)

# %% wrong="not normalised"
def normalize(vectors):
    return vectors

# %% wrong="sum to one"
def normalize(vectors):
    sums = np.abs(vectors).sum(axis=1, keepdims=True)
    return vectors / np.where(sums > 0, sums, 1)

# %% wrong="largest value to one"
def normalize(vectors):
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return vectors / np.where(largest > 0, largest, 1)

# %% wrong="columns in place of rows"
def normalize(vectors):
    lengths = np.linalg.norm(vectors, axis=0, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)

# %% wrong="whole array"
def normalize(vectors):
    return vectors / (np.linalg.norm(vectors) or 1)

# %% wrong="nan for zeros"
def normalize(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

# %% wrong="squared length"
def normalize(vectors):
    lengths = (vectors**2).sum(axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)

# %% wrong="changes its input"
def normalize(vectors):
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors

# %% wrong="short rows stay short"
def normalize(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)
