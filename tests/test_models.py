"""Do the models load and answer: embedded, from a folder, and behind an address?"""

import base64
import http.server
import json
import shutil
import subprocess
import sys
import threading

import numpy as np
import pytest

from course.device import best_device
from course.embedded import ModelError, model_folder
from course.models import HUB_PRESETS, load_embedder, load_llm

SENTENCES = ["Where can I eat lunch?", "The canteen is open from 11:30 to 14:00.", "My laptop is broken."]


def test_minilm_gives_unit_vectors_that_rank_by_meaning():
    vectors = load_embedder("minilm").encode(SENTENCES)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_smollm2_answers_each_conversation_without_repeating_the_prompt():
    llm = load_llm("smollm2-135m")
    conversations = ["Say hello.", [{"role": "user", "content": "What is the capital of France?"}]]
    answers = llm.chat(conversations, max_new_tokens=12)
    assert len(answers) == 2
    assert "Paris" in answers[1]
    assert "capital of France?" not in answers[1]


def test_an_answer_does_not_depend_on_its_neighbours_in_the_batch():
    llm = load_llm("smollm2-135m")
    question = "What is the capital of France?"
    alone = llm.chat([question], max_new_tokens=8)[0]
    assert llm.chat([question, "Tell me a long story about " + "the sea and " * 40], max_new_tokens=8)[0] == alone


def test_no_conversations_give_no_answers():
    assert load_llm("smollm2-135m").chat([]) == []


def test_a_single_string_is_refused_with_the_remedy():
    with pytest.raises(ModelError, match=r'Write chat\(\["..."\]\) with brackets'):
        load_llm("smollm2-135m").chat("hello")


def test_loading_needs_no_network():
    """Nothing may even try: every connection and every look-up of a name would be seen."""
    code = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo") and not isinstance(arguments[1], (str, bytes)):
        sys.exit(f"{event}: {arguments}")
    if event == "socket.getaddrinfo":
        sys.exit(f"{event}: {arguments}")
sys.addaudithook(watch)
from course.models import load_embedder, load_llm
load_embedder("minilm").encode(["a"])
print(load_llm("smollm2-135m").chat(["Hello"], max_new_tokens=2))
import chromadb, langchain_chroma, langchain_huggingface
chromadb.EphemeralClient().get_or_create_collection("things").count()
"""
    cut_off = ["unshare", "--net", "--map-root-user"] if can_cut_off() else []
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
        "COURSE_CACHE": str(model_folder("minilm").parents[1]),
    }
    done = subprocess.run([*cut_off, sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]


def can_cut_off():
    """Say whether this machine lets us take the network away from a process."""
    command = ["unshare", "--net", "--map-root-user", "true"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def tiny_models(tmp_path_factory):
    """Folders with tiny, randomly initialised models of two architectures, and the tokenizer of SmolLM2."""
    import torch
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM, T5Config, T5ForConditionalGeneration

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("models")
    size = {
        "vocab_size": 49152,
        "hidden_size": 64,
        "intermediate_size": 64,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
    }
    LlamaForCausalLM(LlamaConfig(**size)).save_pretrained(folder / "llama")
    t5 = T5Config(vocab_size=49152, d_model=64, d_ff=64, num_layers=1, num_heads=2, d_kv=32, decoder_start_token_id=0)
    T5ForConditionalGeneration(t5).save_pretrained(folder / "t5")
    for name in ("llama", "t5"):
        AutoTokenizer.from_pretrained(model_folder("smollm2-135m")).save_pretrained(folder / name)
    return folder


@pytest.mark.parametrize("architecture", ["llama", "t5"])
def test_a_folder_with_safetensors_is_loaded(tiny_models, architecture):
    answers = load_llm(str(tiny_models / architecture)).chat(["Hello", "A longer message"], max_new_tokens=3)
    assert len(answers) == 2


def test_weights_in_a_pickle_are_refused(tiny_models, tmp_path):
    import torch

    folder = tmp_path / "pickled"
    shutil.copytree(tiny_models / "llama", folder)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="safetensors"):
        load_llm(str(folder))


def test_an_unknown_model_names_the_choices():
    with pytest.raises(
        ModelError, match="(?s)Cannot load the model 'no-such-model'.*minilm, smollm2-135m, qwen2.5-0.5b"
    ):
        load_llm("no-such-model")


def test_presets_say_how_much_memory_they_need_in_four_bits():
    sizes = {name: preset.gigabytes_in_4_bits for name, preset in HUB_PRESETS.items()}
    assert sizes["t5-small"] < sizes["qwen2.5-0.5b"] < sizes["llama-3.2-1b"] < sizes["mistral-7b"]
    assert 3.6 < sizes["mistral-7b"] < 4.5


class FakeProvider(http.server.BaseHTTPRequestHandler):
    """An OpenAI-compatible endpoint on this machine, with one chat and one embedding model, and a key."""

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer right-key":
            return self.reply(401, {"error": {"message": "bad key"}})
        if request["model"] not in ("echo", "lengths"):
            return self.reply(404, {"error": {"message": "no such model"}})
        if self.path == "/v1/chat/completions":
            message = {"role": "assistant", "content": request["messages"][-1]["content"].upper()}
            body = {"id": "1", "object": "chat.completion", "created": 1, "model": "echo"}
            return self.reply(200, body | {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
        # In the wrong order on purpose: the client must go by the index.
        data = [
            {"object": "embedding", "index": i, "embedding": [len(text), 1.0]}
            for i, text in enumerate(request["input"])
        ]
        if request.get("encoding_format") == "base64":
            for item in data:
                item["embedding"] = np.array(item["embedding"], dtype="<f4").tobytes()
                item["embedding"] = base64.b64encode(item["embedding"]).decode()
        return self.reply(200, {"object": "list", "data": data[::-1], "model": "lengths"})

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def provider(monkeypatch):
    """The address of a local provider; its key is in the environment."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeProvider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OPENAI_API_KEY", "right-key")
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_an_address_answers_like_a_local_model(provider):
    assert load_llm(provider, model="echo").chat(["hello", "you"]) == ["HELLO", "YOU"]


def test_an_address_embeds_in_the_order_of_the_texts(provider):
    vectors = load_embedder(provider, model="lengths").encode(["a", "abc"])
    assert vectors.tolist() == [[1.0, 1.0], [3.0, 1.0]]


def test_a_wrong_key_is_said_in_words(provider):
    with pytest.raises(ModelError, match="refused the key. Set OPENAI_API_KEY"):
        load_llm(provider, model="echo", api_key="wrong").chat(["hello"])


def test_a_wrong_model_name_is_said_in_words(provider):
    with pytest.raises(ModelError, match="has no model named 'other'"):
        load_llm(provider, model="other").chat(["hello"])


def test_an_address_without_a_model_name_is_refused(provider):
    with pytest.raises(ModelError, match="Name the model"):
        load_llm(provider)


def test_a_server_that_is_down_is_said_in_words():
    with pytest.raises(ModelError, match="http://127.0.0.1:9/v1 does not answer"):
        load_llm("http://127.0.0.1:9/v1", model="echo", api_key="k").chat(["hello"])


@pytest.mark.parametrize(
    ("capability", "expected"),
    [((7, 5), ("cuda", "float16")), ((8, 0), ("cuda", "bfloat16")), ((9, 0), ("cuda", "bfloat16"))],
)
def test_a_gpu_computes_in_bf16_only_if_it_can(monkeypatch, capability, expected):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda: capability)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "a GPU")
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: True)  # as a T4 says, which only emulates it
    device = best_device()
    assert (device.name, str(device.dtype)) == (expected[0], f"torch.{expected[1]}")


@pytest.mark.parametrize(("has_bf16", "expected"), [(True, "torch.bfloat16"), (False, "torch.float32")])
def test_a_cpu_computes_in_bf16_only_if_it_can(monkeypatch, has_bf16, expected):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: has_bf16)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    assert str(best_device().dtype) == expected
