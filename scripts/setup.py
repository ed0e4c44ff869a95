"""Set up the course in .venv: PyTorch, the locked packages, the course itself, the models.

    python3 scripts/setup.py

Every make target calls it first. Each step leaves a mark when it is complete, so an interrupted set-up goes on where it
stopped and a complete one returns at once. Only the standard library is used, in a syntax that old Pythons can read:
the first thing that this file must be able to say is that the Python is too old.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
MARKS = os.path.join(VENV, "setup.json")
LOG = os.path.join(VENV, "setup.log")
TORCH = "torch==2.13.0"
GIGABYTES_NEEDED = 4  # 2.8 for .venv where torch is a CPU build, 0.6 for the models, and room to unpack


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do, in one line."""


def main():
    try:
        check_python()
        for name, key, done, run in steps():
            if read_marks().get(name) != key or not done():
                step(name, key, run)
    except SetupError as error:
        sys.exit("set-up: " + str(error))
    except KeyboardInterrupt:
        sys.exit("set-up: interrupted. Run the same command again: it goes on where it stopped.")


def steps():
    """Return (name, key, done, run) of each step; it is run again when its key changes or `done()` is false."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    lock = fingerprint("requirements.lock")
    project = fingerprint("pyproject.toml")
    models = fingerprint(os.path.join("course", "embedded.py"))
    cache = os.environ.get("COURSE_CACHE", "")
    installed = lambda: os.path.exists(python())  # noqa: E731
    return [
        ("Python environment in .venv", version, installed, make_venv),
        ("PyTorch", TORCH + version, installed, lambda: pip("install", "--no-compile", TORCH)),
        ("packages of requirements.lock", lock, installed, install_packages),
        ("the course itself", project + ROOT, installed, install_course),
        ("models", models + cache, models_are_there, lambda: call([python(), "-m", "course", "pull"])),
    ]


def step(name, key, run):
    """Run one step, say how long it took, and leave its mark."""
    sys.stdout.write(f"set-up: {name} ... ")
    sys.stdout.flush()
    start = time.time()
    try:
        run()
    except (SetupError, KeyboardInterrupt):
        sys.stdout.write("\n")
        raise
    marks = read_marks()
    marks[name] = key
    with open(MARKS + ".new", "w") as file:
        json.dump(marks, file, indent=1)
    os.replace(MARKS + ".new", MARKS)
    print(f"{time.time() - start:.0f} s")


def read_marks():
    try:
        with open(MARKS) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def fingerprint(name):
    with open(os.path.join(ROOT, name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def python():
    """Return the path of the Python in .venv."""
    return os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")


def check_python():
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise SetupError(
            f"Open Book needs Python 3.11, 3.12 or 3.13, and {sys.executable} is {sys.version_info[0]}."
            f"{sys.version_info[1]}. Install one of them and name it: make PYTHON=python3.12 lab"
        )


def make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        raise SetupError(
            "this Python has no pip (module ensurepip is missing). On Debian or Ubuntu: sudo apt install python3-venv"
        ) from None
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < GIGABYTES_NEEDED:
        raise SetupError(f"{free:.1f} GB free in {ROOT}, {GIGABYTES_NEEDED} GB are needed. Make room and run again.")
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"cannot make {VENV} ({error}). Is the folder writable?") from None


def install_packages():
    """Install the lock with uv, which takes a tenth of pip's time; with pip where uv cannot (it ignores pip's settings)."""
    lock = ["install", "--no-deps", "-r", "requirements.lock"]
    try:
        with open(os.path.join(ROOT, "requirements.lock")) as file:
            pip("install", "--no-deps", *[line.split(";")[0].strip() for line in file if line.startswith("uv==")])
        call([python(), "-m", "uv", "--no-progress", "pip"] + lock + ["--python", python()])
    except SetupError:
        pip(*lock + ["--no-compile"])
    # Compiled here, on all cores, and not one by one at the first imports; less a third that is hardly ever imported.
    rarely = r"[/\\](tests?|kubernetes|transformers[/\\]models)[/\\]"
    packages = subprocess.check_output(
        [python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    with open(LOG, "ab") as log:
        command = [python(), "-m", "compileall", "-qq", "-j", "0", "-x", rarely, packages.strip()]
        subprocess.call(command, stdout=log, stderr=subprocess.STDOUT)


def install_course():
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")


def models_are_there():
    """Say whether the cache holds the models, by a light check; `course pull` and every load check them fully."""
    code = "from course.embedded import require_models; require_models()"
    return subprocess.call([python(), "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) == 0


def pip(*arguments):
    call([python(), "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"] + list(arguments))


def call(command):
    """Run a command with its output in the log; raise SetupError with the likely cause if it fails."""
    with open(LOG, "ab") as log:
        start = log.tell()
        code = subprocess.call(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    if code:
        with open(LOG, "rb") as log:
            log.seek(start)
            raise SetupError(explain(log.read().decode("utf-8", "replace")))


def explain(output):
    """Return one line for a failed command: the cause if its output names a known one, else its last line."""
    network = ("NewConnectionError", "name resolution", "getaddrinfo", "ConnectTimeout", "Network is unreachable")
    if any(sign in output for sign in network):
        return (
            "the package index cannot be reached. Check the network (proxy, VPN) and run again; what is done is kept."
        )
    if "No space left on device" in output:
        return "the disk is full. Make room and run again; what is done is kept."
    lines = [line for line in output.splitlines() if line.strip()]
    return f"{lines[-1] if lines else 'no output'} (all of it: {LOG})"


if __name__ == "__main__":
    main()
