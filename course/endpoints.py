"""Models behind an OpenAI-compatible address: OpenAI itself, a local server, any other provider."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from course.embedded import ModelError

if TYPE_CHECKING:
    from course.models import Messages

Reply = TypeVar("Reply")


class Endpoint:
    """An address, the name of a model there, and a key.

    The key is taken from OPENAI_API_KEY if it is not given; local servers need none. Raises ModelError if no model is
    named: an endpoint offers many.
    """

    def __init__(self, address: str, model: str | None, api_key: str | None = None) -> None:
        from openai import OpenAI

        if not model:
            raise ModelError(f'Name the model that {address} shall use: load_...("{address}", model="...").')
        self.address = address
        self.model = model
        key = api_key or os.environ.get("OPENAI_API_KEY") or "none"
        self.client = OpenAI(base_url=address, api_key=key, max_retries=2, timeout=60)

    def ask(self, request: Callable[[], Reply]) -> Reply:
        """Send a request; raise ModelError with the address and the remedy if it fails."""
        import openai

        try:
            return request()
        except openai.AuthenticationError as error:
            raise ModelError(f"{self.address} refused the key. Set OPENAI_API_KEY, or pass api_key=.") from error
        except openai.NotFoundError as error:
            raise ModelError(f"{self.address} has no model named {self.model!r}.") from error
        except openai.APIConnectionError as error:
            raise ModelError(f"{self.address} does not answer. Is the server running, and the network up?") from error
        except openai.APIStatusError as error:
            raise ModelError(f"{self.address} answered with status {error.status_code}: {error.message}") from error


class EmbeddingEndpoint(Endpoint):
    """An embedding model behind an address, for example text-embedding-ada-002."""

    def encode(self, sentences: list[str]) -> np.ndarray:
        """Return one vector per sentence, shape (n, d), in fp32."""
        reply = self.ask(lambda: self.client.embeddings.create(model=self.model, input=list(sentences)))
        return np.array([item.embedding for item in sorted(reply.data, key=lambda item: item.index)], dtype=np.float32)


class ChatEndpoint(Endpoint):
    """A chat model behind an address."""

    def chat(self, conversations: Sequence["str | Messages"], max_new_tokens: int = 100) -> list[str]:
        """Answer each conversation with its own request, at temperature 0; a string stands for one user message."""
        return [self.answer(conversation, max_new_tokens) for conversation in conversations]

    def answer(self, conversation: "str | Messages", max_new_tokens: int) -> str:
        messages = [{"role": "user", "content": conversation}] if isinstance(conversation, str) else conversation
        reply = self.ask(
            lambda: self.client.chat.completions.create(
                model=self.model, messages=messages, max_tokens=max_new_tokens, temperature=0
            )
        )
        return (reply.choices[0].message.content or "").strip()
