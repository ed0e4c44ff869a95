# %% right="loops"
def cosine(a, b):
    dot = sum(float(x) * float(y) for x, y in zip(a, b))
    length_a = sum(float(x) ** 2 for x in a) ** 0.5
    length_b = sum(float(y) ** 2 for y in b) ** 0.5
    if length_a == 0 or length_b == 0:
        return 0.0
    return dot / (length_a * length_b)

# %% right="float32"
def cosine(a, b):
    a, b = a.astype(np.float32), b.astype(np.float32)
    lengths = np.sqrt(a.dot(a)) * np.sqrt(b.dot(b))
    return np.float32(0) if lengths == 0 else a.dot(b) / lengths

# %% right="torch"
import torch


def cosine(a, b):
    return torch.nn.functional.cosine_similarity(torch.tensor(a), torch.tensor(b), dim=0)

# %% right="normalises first"
def cosine(a, b):
    if not a.any() or not b.any():
        return 0
    return np.dot(a / np.linalg.norm(a), b / np.linalg.norm(b))

# %% wrong="dot product"
def cosine(a, b):
    return float(a @ b)

# %% wrong="nan for zeros"
def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))

# %% wrong="squared lengths"
def cosine(a, b):
    lengths = (a @ a) * (b @ b)
    return float(a @ b / lengths) if lengths else 0.0

# %% wrong="divides by one length"
def cosine(a, b):
    length = np.linalg.norm(a)
    return float(a @ b / length) if length else 0.0

# %% wrong="absolute value"
def cosine(a, b):
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return abs(float(a @ b / lengths)) if lengths else 0.0

# %% wrong="changes its input"
def cosine(a, b):
    if not a.any() or not b.any():
        return 0.0
    a /= np.linalg.norm(a)
    b /= np.linalg.norm(b)
    return float(a @ b)

# %% wrong="adds a small number"
def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-6))

# %% wrong="distance in place of similarity"
def cosine(a, b):
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return 1 - float(a @ b / lengths) if lengths else 0.0

# %% wrong="the visible examples by heart"
def cosine(a, b):
    known = {(3.0, 4.0, 4.0, 3.0): 0.96, (2.0, 0.0, 7.0, 0.0): 1.0, (1.0, 2.0, -2.0, -4.0): -1.0}
    return known.get((*a, *b), 0.0)

# %% wrong="tests for zeros by the sum"
def cosine(a, b):
    if a.sum() == 0 or b.sum() == 0:
        return 0.0
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
