"""An instance for each test module, in a process whose settings directory is its own."""

import os
import subprocess
import sys
import tempfile
import textwrap

import pytest

HOME = tempfile.mkdtemp(prefix="lamin-tests-")
os.environ["HOME"] = HOME
os.environ["LAMIN_SETTINGS_DIR"] = HOME
os.environ["LAMIN_CACHE_DIR"] = os.path.join(HOME, "cache")
os.environ.pop("LAMIN_ENV", None)


@pytest.fixture(scope="session")
def ln():
    """lamindb, connected to a fresh instance with bionty and wetlab."""
    import lamindb

    lamindb.setup.init(storage=os.path.join(HOME, "store"), modules="bionty,wetlab")
    return lamindb


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def python(tmp_path):
    """Runs code in a process of its own with a settings directory of its own; returns stdout."""

    def run(code, home=tmp_path / "home", check=True):
        home.mkdir(exist_ok=True)
        environment = {**os.environ, "HOME": str(home), "LAMIN_SETTINGS_DIR": str(home),
                       "LAMIN_CACHE_DIR": str(home / "cache")}
        done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], env=environment, cwd=tmp_path,
                              capture_output=True, text=True)
        if check:
            assert done.returncode == 0, done.stderr
        return done.stdout if check else done

    return run
