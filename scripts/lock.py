"""Write requirements.lock: every package that the course installs, pinned, for all its platforms.

    python scripts/lock.py            # resolve again and write the file
    python scripts/lock.py --wheels   # check that each pin has a wheel for each Python and system

One file serves Python 3.11 to 3.13 on Linux, macOS and Windows: a pin that holds on some of them only carries an
environment marker. torch is left out, with what only torch needs: scripts/setup.py installs it first and by itself, so
that pip picks the build that fits the machine (the CUDA libraries come with it where the build is a CUDA one).
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
UV_COMPILE = (sys.executable, "-m", "uv", "pip", "compile")
BROUGHT_BY_TORCH = ("torch", "triton", "nvidia-", "cuda-")
HEADER = """\
# Every package of the course but torch, pinned, for Python 3.11 to 3.13 on Linux, macOS and Windows.
# Written by scripts/lock.py. Installed by scripts/setup.py with --no-deps, after torch.
"""


def resolve() -> list[str]:
    """Return the pins, one `name==version ; marker` per package, in alphabetical order."""
    command = [*UV_COMPILE, "pyproject.toml", "--all-extras", "--universal", "--python-version", "3.11"]
    command += ["--no-header", "--no-annotate", "--quiet"]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [line for line in output.splitlines() if line and not line.startswith(BROUGHT_BY_TORCH)]


def check_wheels() -> None:
    """Raise CalledProcessError if a pin has no wheel for one of the supported Pythons and systems."""
    for system in ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "aarch64-apple-darwin", "windows"):
        for python in ("3.11", "3.12", "3.13"):
            command = [*UV_COMPILE, str(LOCK), "--no-deps", "--quiet", "--only-binary", ":all:"]
            command += ["--python-platform", system, "--python-version", python]
            oldest_macos = os.environ | {"MACOSX_DEPLOYMENT_TARGET": "14.0"}  # what bitsandbytes and torch support
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=oldest_macos)
            print(f"Python {python} on {system}: a wheel for every pin")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", action="store_true", help="check the wheels of the present lock")
    if parser.parse_args().wheels:
        check_wheels()
    else:
        LOCK.write_text(HEADER + "\n".join(resolve()) + "\n", encoding="utf-8")
        print(f"wrote {LOCK.name}")


if __name__ == "__main__":
    sys.exit(main())
