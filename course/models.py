"""Embedding models and language models, loaded by name, folder or address.

    embedder = load_embedder("minilm")
    llm = load_llm("smollm2-135m")                                  # embedded
    llm = load_llm("Qwen/Qwen2.5-0.5B-Instruct")                    # from the Hugging Face Hub
    llm = load_llm("http://localhost:8000/v1", model="my-model")    # any OpenAI-compatible endpoint

A name is looked up among the embedded models, then in `HUB_PRESETS`, then as a folder, then on the Hub.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from course.device import Device, best_device
from course.embedded import EMBEDDED, ModelError, model_folder

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Messages = list[dict[str, str]]
"""A conversation as chat models take it: `[{"role": "user", "content": "..."}]`."""


class Embedder(Protocol):
    """What turns texts into vectors: a SentenceTransformer, or an endpoint."""

    def encode(self, sentences: list[str]) -> np.ndarray:
        """Return one vector per sentence, shape (n, d)."""


class ChatModel(Protocol):
    """What answers: a local language model, or an endpoint."""

    def chat(self, conversations: Sequence[str | Messages], max_new_tokens: int = 100) -> list[str]:
        """Return one answer per conversation; a string stands for one user message."""


@dataclass(frozen=True)
class HubPreset:
    """A model of the Hugging Face Hub that the course suggests.

    Sizes are numbers of parameters; those in embeddings (and an untied output layer) stay in 16 bits when the rest is
    quantised to 4.
    """

    hub_name: str
    parameters: int
    embedding_parameters: int
    licence: str

    @property
    def gigabytes_in_4_bits(self) -> float:
        """Memory of the weights as QLoRA loads them: NF4 with double quantisation, 4.127 bits each (arXiv 2305.14314)."""
        bits = 4.127 * (self.parameters - self.embedding_parameters) + 16 * self.embedding_parameters
        return bits / 8 / 1e9


HUB_PRESETS = {
    "qwen2.5-0.5b": HubPreset("Qwen/Qwen2.5-0.5B-Instruct", 494_032_768, 136_134_656, "Apache-2.0"),
    "llama-3.2-1b": HubPreset("meta-llama/Llama-3.2-1B-Instruct", 1_235_814_400, 262_668_288, "Llama 3.2 (gated)"),
    "mistral-7b": HubPreset("mistralai/Mistral-7B-Instruct-v0.3", 7_248_023_552, 268_435_456, "Apache-2.0"),
    "deepseek-r1-1.5b": HubPreset("deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B", 1_777_088_000, 466_747_392, "MIT"),
    "falcon3-1b": HubPreset("tiiuae/Falcon3-1B-Instruct", 1_669_408_768, 536_870_912, "Falcon LLM"),
    "t5-small": HubPreset("google-t5/t5-small", 60_506_624, 16_449_536, "Apache-2.0"),
    "flan-t5-small": HubPreset("google/flan-t5-small", 76_961_152, 32_899_072, "Apache-2.0"),
}


def load_embedder(name: str = "minilm", *, model: str | None = None, api_key: str | None = None) -> Embedder:
    """Load an embedding model in fp32. For an address (http...), `model` names what the endpoint shall use.

    Raises ModelError if it cannot be found.
    """
    if is_address(name):
        from course.endpoints import EmbeddingEndpoint

        return EmbeddingEndpoint(name, model, api_key)
    quiet()
    from sentence_transformers import SentenceTransformer

    source, offline = find(name)
    try:
        return SentenceTransformer(source, device=best_device().name, local_files_only=offline)
    except (OSError, ValueError) as error:
        raise not_loadable(name, error) from error


def load_llm(name: str = "smollm2-135m", *, model: str | None = None, api_key: str | None = None) -> ChatModel:
    """Load a language model on the best device (see `course.device`), ready to `chat`.

    For an address (http...), `model` names what the endpoint shall use. Weights are read from safetensors only, and no
    code that comes with a model is run. Raises ModelError if the model cannot be found.
    """
    if is_address(name):
        from course.endpoints import ChatEndpoint

        return ChatEndpoint(name, model, api_key)
    quiet()
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    source, offline = find(name)
    device = best_device()
    common = {"local_files_only": offline, "trust_remote_code": False}
    try:
        config = AutoConfig.from_pretrained(source, **common)
        loader = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
        tokenizer = AutoTokenizer.from_pretrained(source, **common)
        network = loader.from_pretrained(source, dtype=device.dtype, use_safetensors=True, **common)
    except (OSError, ValueError) as error:
        raise not_loadable(name, error) from error
    return LocalLLM(network.to(device.name).eval(), tokenizer, device)


@dataclass(frozen=True)
class LocalLLM:
    """A language model in this process, with its tokenizer."""

    model: "PreTrainedModel"
    tokenizer: "PreTrainedTokenizerBase"
    device: Device

    def chat(self, conversations: Sequence[str | Messages], max_new_tokens: int = 100) -> list[str]:
        """Answer several conversations in one batch, always choosing the likeliest next token.

        Returns the answers without the prompts. Raises ModelError for a single string, which would be taken for a
        list of letters.
        """
        import torch

        if isinstance(conversations, str):
            raise ModelError('chat() takes a list of conversations. Write chat(["..."]) with brackets.')
        if not conversations:
            return []
        prompts = [self.prompt(conversation) for conversation in conversations]
        tokens = self.tokenizer(
            prompts,
            return_tensors="pt",
            padding=True,
            padding_side="left",
            # A chat template writes the special tokens itself.
            add_special_tokens=self.tokenizer.chat_template is None,
        ).to(self.device.name)
        tokens.pop("token_type_ids", None)
        with torch.inference_mode():
            output = self.model.generate(
                **tokens,
                max_new_tokens=max_new_tokens,
                do_sample=False,
                pad_token_id=self.tokenizer.pad_token_id or self.tokenizer.eos_token_id,
            )
        if not self.model.config.is_encoder_decoder:
            output = output[:, tokens["input_ids"].shape[1] :]
        return [text.strip() for text in self.tokenizer.batch_decode(output, skip_special_tokens=True)]

    def prompt(self, conversation: str | Messages) -> str:
        """Return a conversation as the text that the model continues, by its chat template if it has one."""
        messages = [{"role": "user", "content": conversation}] if isinstance(conversation, str) else conversation
        if self.tokenizer.chat_template is None:
            return "\n\n".join(message["content"] for message in messages)
        return self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


def is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def find(name: str) -> tuple[str, bool]:
    """Return where the libraries shall read a model from, and whether that is this machine alone."""
    if name in EMBEDDED:
        return str(model_folder(name)), True
    if name in HUB_PRESETS:
        return HUB_PRESETS[name].hub_name, False
    return name, Path(name).is_dir()


def not_loadable(name: str, error: Exception) -> ModelError:
    known = ", ".join([*EMBEDDED, *HUB_PRESETS])
    reason: Any = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return ModelError(
        f"Cannot load the model {name!r}: {reason}\n"
        f"A model is one of: {known}; a folder with safetensors weights; a name on the Hugging Face Hub "
        f"(needs the network, and a token where the licence is gated); or an http address."
    )


def quiet() -> None:
    """Keep progress bars and advice of the libraries out of the notebooks; errors stay."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
