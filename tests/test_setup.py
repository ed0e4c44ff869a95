"""Does the set-up say what is wrong, go on where it stopped, and agree with its other descriptions?"""

import importlib.util
import subprocess
import sys
import tomllib
from collections import namedtuple
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """scripts/setup.py as a module, with an empty .venv elsewhere and its work replaced by notes of what was done."""
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("VENV", "MARKS", "LOG"):
        monkeypatch.setattr(module, name, str(tmp_path / Path(getattr(module, name)).name))
    return module


def locked():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_a_wrong_python_is_refused_in_one_line(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.SetupError, match="needs Python 3.11, 3.12 or 3.13, and .* is 3.9. Install one of them"):
        setup.check_python()


def test_a_python_without_pip_is_refused_in_one_line(setup, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(setup.SetupError, match="this Python has no pip .*sudo apt install python3-venv"):
        setup.make_venv()


def test_a_full_disk_is_refused_in_one_line(setup, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda path: usage(1.2e9))
    with pytest.raises(setup.SetupError, match="1.2 GB free in .*, 4 GB are needed"):
        setup.make_venv()


def test_no_network_is_explained_in_one_line(setup):
    """A real pip, which asks an index at an address where nobody listens."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "--retries",
        "1",
        "download",
        "--no-deps",
        "--dest",
        setup.VENV,
    ]
    command += ["--index-url", "http://127.0.0.1:9/simple", "no-such-package-at-all"]
    with pytest.raises(setup.SetupError, match="^the package index cannot be reached. Check the network"):
        setup.call(command)


def test_an_unknown_failure_shows_its_last_line_and_the_log(setup):
    with pytest.raises(setup.SetupError, match="something odd .all of it: .*setup.log"):
        setup.call([sys.executable, "-c", "import sys; print('first'); sys.exit('something odd')"])


def test_an_interrupted_set_up_goes_on_where_it_stopped(setup, monkeypatch, capsys):
    done = []

    def steps(second):
        there = lambda: True  # noqa: E731
        return lambda: [("one", "1", there, lambda: done.append("one")), ("two", "2", there, second)]

    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(setup, "steps", steps(interrupted))
    with pytest.raises(SystemExit, match="it goes on where it stopped"):
        setup.main()
    monkeypatch.setattr(setup, "steps", steps(lambda: done.append("two")))
    setup.main()
    setup.main()
    assert done == ["one", "two"]


def test_a_step_is_done_again_when_what_it_depends_on_changes(setup, monkeypatch):
    done = []
    for key in ("1", "1", "2"):
        monkeypatch.setattr(setup, "steps", lambda key=key: [("one", key, lambda: True, lambda: done.append(key))])
        setup.main()
    assert done == ["1", "2"]


def test_the_lock_holds_a_fitting_pin_for_each_dependency():
    pins = {}
    for pin in locked():
        pins.setdefault(pin.name.lower(), []).append(pin)
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        if wanted.name == "torch":
            assert "torch" not in pins, "torch is installed by itself, so that pip picks the build for the machine"
            continue
        for pin in pins[wanted.name.lower()]:
            version = next(iter(pin.specifier)).version
            assert wanted.specifier.contains(version, prereleases=True), pin


def test_everything_in_the_lock_is_pinned():
    assert all(str(pin.specifier).startswith("==") for pin in locked())


def test_torch_is_the_same_everywhere(setup):
    (declared,) = [text for text in PROJECT["dependencies"] if text.startswith("torch")]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert declared == setup.TORCH
    assert declared in conda["dependencies"][-1]["pip"]


def test_conda_installs_what_the_project_declares():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert conda["dependencies"][0] == f"python {PROJECT['requires-python']}"
    assert conda["dependencies"][-1]["pip"][1:] == ["-r requirements.lock", "-e ."]


def test_what_is_installed_fits_together():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_text_file_names_no_folder_of_one_machine():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    for name in files:
        if not name.endswith(".png"):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert "/root/" not in text.replace('"/root/" not in', ""), name
