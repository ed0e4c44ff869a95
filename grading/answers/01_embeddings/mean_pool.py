# %% right="loops"
def mean_pool(token_vectors, mask):
    rows = []
    for vectors, real in zip(token_vectors, mask):
        rows.append(np.mean([vector for vector, is_real in zip(vectors, real) if is_real], axis=0))
    return np.array(rows)

# %% right="float32"
def mean_pool(token_vectors, mask):
    token_vectors, mask = token_vectors.astype(np.float32), mask.astype(np.float32)
    return np.einsum("ntd,nt->nd", token_vectors, mask) / mask.sum(1, keepdims=True)

# %% right="masked array"
def mean_pool(token_vectors, mask):
    hidden = np.broadcast_to(mask[:, :, None] == 0, token_vectors.shape)
    return np.ma.masked_array(token_vectors, hidden).mean(axis=1).filled(0)

# %% right="torch"
import torch


def mean_pool(token_vectors, mask):
    vectors, real = torch.tensor(token_vectors), torch.tensor(mask).unsqueeze(-1)
    return (vectors * real).sum(1) / real.sum(1)

# %% wrong="no attention mask"
def mean_pool(token_vectors, mask):
    return token_vectors.mean(axis=1)

# %% wrong="mean over the wrong axis"
def mean_pool(token_vectors, mask):
    return (token_vectors * mask[:, :, None]).mean(axis=2)

# %% wrong="wrong axis that fits by chance"
def mean_pool(token_vectors, mask):
    weights = mask[:, :, None]
    return (token_vectors * weights).sum(axis=0) / weights.sum(axis=0)

# %% wrong="divides by the number of places"
def mean_pool(token_vectors, mask):
    return (token_vectors * mask[:, :, None]).mean(axis=1)

# %% wrong="only the sum"
def mean_pool(token_vectors, mask):
    return (token_vectors * mask[:, :, None]).sum(axis=1)

# %% wrong="takes the first token"
def mean_pool(token_vectors, mask):
    return token_vectors[:, 0]

# %% wrong="takes the first tokens by their number"
def mean_pool(token_vectors, mask):
    return np.stack([vectors[: int(real.sum())].mean(axis=0) for vectors, real in zip(token_vectors, mask)])

# %% wrong="one divisor for the whole batch"
def mean_pool(token_vectors, mask):
    return (token_vectors * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1).max()

# %% wrong="changes its input"
def mean_pool(token_vectors, mask):
    token_vectors *= mask[:, :, None]
    return token_vectors.sum(axis=1) / mask.sum(axis=1)[:, None]

# %% wrong="the visible examples by heart"
def mean_pool(token_vectors, mask):
    if np.array_equal(mask, [[1, 1, 0]]):
        return np.array([[2.0, 4.0]])
    return token_vectors.mean(axis=1)

# %% wrong="normalised before pooling"
def mean_pool(token_vectors, mask):
    token_vectors = token_vectors / np.linalg.norm(token_vectors, axis=2, keepdims=True)
    return (token_vectors * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]

# %% wrong="zeros counted as padding"
def mean_pool(token_vectors, mask):
    real = token_vectors * mask[:, :, None]
    return real.sum(axis=1) / np.maximum((real != 0).sum(axis=1), 1)
