"""The wheel holds the whole package: installed elsewhere, it answers."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_wheel_holds_every_module_and_answers_where_it_is_installed(tmp_path):
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "searchlib").rglob("*.py")}
    with zipfile.ZipFile(wheel) as archive:
        assert modules | {"searchlib/py.typed"} <= set(archive.namelist())

    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", "install", wheel], check=True)
    (tmp_path / "index").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text("Talks\n\nThe embassy in Iran was closed at the end of the talks.\n")
    command = [python, "-m", "searchlib", "query", "embassy iran"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "**embassy** in **Iran**" in done.stdout
