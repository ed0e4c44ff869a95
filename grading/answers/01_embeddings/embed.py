# %% right="one text at a time"
def embed(texts):
    rows = []
    for text in texts:
        batch = tokenizer(text, return_tensors="pt")
        with torch.no_grad():
            rows.append(transformer(**batch).last_hidden_state[0].mean(dim=0).numpy())
    return np.array([row / np.linalg.norm(row) for row in rows])

# %% right="the library"
def embed(texts):
    return embedder.encode(texts)

# %% right="all in torch"
def embed(texts):
    batch = tokenizer(list(texts), padding=True, return_tensors="pt")
    with torch.inference_mode():
        hidden = transformer(**batch).last_hidden_state
    real = batch["attention_mask"].unsqueeze(-1).float()
    pooled = (hidden * real).sum(1) / real.sum(1)
    return torch.nn.functional.normalize(pooled, dim=1)

# %% right="padding to a fixed length"
def embed(texts):
    batch = tokenizer(texts, padding="max_length", max_length=128, truncation=True, return_tensors="pt")
    with torch.no_grad():
        vectors = transformer(**batch).last_hidden_state.numpy()
    pooled = mean_pool(vectors, batch["attention_mask"].numpy())
    return (pooled / np.linalg.norm(pooled, axis=1, keepdims=True)).astype(np.float64)

# %% wrong="no attention mask"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        return normalize(transformer(**batch).last_hidden_state.numpy().mean(axis=1))

# %% wrong="not normalised"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        return mean_pool(transformer(**batch).last_hidden_state.numpy(), batch["attention_mask"].numpy())

# %% wrong="normalised before pooling"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        vectors = transformer(**batch).last_hidden_state.numpy()
    vectors = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    return mean_pool(vectors, batch["attention_mask"].numpy())

# %% wrong="normalised before pooling, and after"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        vectors = transformer(**batch).last_hidden_state.numpy()
    vectors = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    return normalize(mean_pool(vectors, batch["attention_mask"].numpy()))

# %% wrong="first token"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        return normalize(transformer(**batch).last_hidden_state.numpy()[:, 0])

# %% wrong="no mask for the network"
def embed(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        vectors = transformer(batch["input_ids"]).last_hidden_state.numpy()
    return normalize(mean_pool(vectors, batch["attention_mask"].numpy()))

# %% wrong="cut at ten tokens"
def embed(texts):
    batch = tokenizer(texts, padding=True, truncation=True, max_length=10, return_tensors="pt")
    with torch.inference_mode():
        return normalize(mean_pool(transformer(**batch).last_hidden_state.numpy(), batch["attention_mask"].numpy()))

# %% wrong="small letters without special tokens"
def embed(texts):
    batch = tokenizer(texts, padding=True, add_special_tokens=False, return_tensors="pt")
    with torch.inference_mode():
        return normalize(mean_pool(transformer(**batch).last_hidden_state.numpy(), batch["attention_mask"].numpy()))

# %% wrong="cut at 32 tokens"
def embed(texts):
    batch = tokenizer(texts, padding=True, truncation=True, max_length=32, return_tensors="pt")
    with torch.inference_mode():
        return normalize(mean_pool(transformer(**batch).last_hidden_state.numpy(), batch["attention_mask"].numpy()))

# %% wrong="equal texts fall together"
def embed(texts):
    return embedder.encode(list(dict.fromkeys(texts)))
