"""Can a learner work in the browser? A real JupyterLab, driven in a real Chromium."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from course.lab import NOTEBOOKS, lab_command, lab_environment
from grading.build import find_lesson

OUTPUT = Path(__file__).parent / "output"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(2000),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found. On Debian or Ubuntu: sudo apt install chromium"),
]


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab that serves a copy of the lessons."""
    folder = tmp_path / "notebooks"
    shutil.copytree(NOTEBOOKS, folder, ignore=shutil.ignore_patterns(".course", ".ipynb_checkpoints"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=", "--ServerApp.allow_root=True"]
    environment = lab_environment() | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path),
    }
    environment |= {"JUPYTERLAB_WORKSPACES_DIR": str(tmp_path), "COURSE_EXCHANGE": str(tmp_path / "exchange")}
    log = (tmp_path / "jupyter.log").open("w")
    server = subprocess.Popen(
        lab_command(folder=folder) + options,
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


@pytest.fixture
def page():
    """A page in headless Chromium; a picture of its last state is kept in tests/output."""
    from playwright.sync_api import sync_playwright

    OUTPUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        yield page
        page.screenshot(path=OUTPUT / "jupyterlab.png")
        browser.close()


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def write_into(page, start_of_code, code):
    """Replace the code of the cell that starts with a text, as a person would: click, select all, type."""
    cell = page.locator(".jp-CodeCell", has_text=start_of_code).first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)


def test_a_learner_solves_validates_and_grades_a_lesson(lab, page):
    page.goto(f"{lab}/lab/tree/01_embeddings.ipynb")
    page.locator(".jp-RenderedMarkdown h1", has_text="Embeddings: texts as directions").wait_for(timeout=60_000)
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Python 3 (ipykernel)").wait_for(timeout=60_000)
    assert page.get_by_role("dialog").count() == 0, "a dialog greets the learner"

    run_all(page)
    stopped = page.get_by_text("NotImplementedError: The exercise cosine is not solved yet. Hint:")
    stopped.first.wait_for(timeout=300_000)

    lesson = find_lesson("01")
    for exercise in lesson.of_kind("exercise"):
        write_into(page, f"def {exercise.name}(", exercise.source)
    page.locator(".jp-MarkdownCell", has_text="Write your answer here").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("It works for symptoms, not for codes.")
    page.keyboard.press("Control+S")
    page.locator(".jp-mod-current:not(.jp-mod-dirty)").first.wait_for()

    run_all(page)
    total = sum(cell.points for cell in lesson.of_kind("tests"))
    page.get_by_text(f"01_embeddings: {total} of {total + 3} points").wait_for(timeout=500_000)
    page.screenshot(path=OUTPUT / "graded.png")

    page.get_by_role("button", name="Validate").click()  # which saves first
    page.get_by_text("Success! Your notebook passes all the tests").wait_for(timeout=500_000)
