"""An instance for each test module, in a process whose settings directory is its own."""

import itertools
import os
import subprocess
import sys
import tempfile
import textwrap

import pytest

NUMBERS = itertools.count(1)
HOME = tempfile.mkdtemp(prefix="lamin-tests-")
os.environ["HOME"] = HOME
os.environ["LAMIN_SETTINGS_DIR"] = HOME
os.environ["LAMIN_CACHE_DIR"] = os.path.join(HOME, "cache")
os.environ["LAMIN_OFFLINE"] = "1"
os.environ.pop("LAMIN_ENV", None)


def new_database(instance="store"):
    """What `init` is told to use: SQLite, or with LAMIN_TEST_ON=postgres a new database of the server that
    LAMIN_TEST_POSTGRES names (tests/support/postgres.sh)."""
    if os.environ.get("LAMIN_TEST_ON") != "postgres":
        return {}
    server = os.environ["LAMIN_TEST_POSTGRES"]
    name = f"lamin_python_{os.getpid()}_{next(NUMBERS)}"
    subprocess.run(["psql", "-qd", server, "-c", f"CREATE DATABASE {name}"], check=True)
    return {"db": f"{server} dbname={name}", "name": instance}


@pytest.fixture(scope="module")
def ln():
    """lamindb, connected to a fresh instance with bionty and wetlab: modules may run in any order."""
    import lamindb

    instance = f"store{next(NUMBERS)}"
    lamindb.settings.verbosity = "warning"  # curators, as there, leave it at "hint"
    lamindb.setup.init(storage=os.path.join(HOME, instance), modules="bionty,wetlab", **new_database(instance))
    yield lamindb
    lamindb.setup.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def anndata(tmp_path_factory):
    """The package, where it can write what pandas gives it: anndata 0.12 knows no texts of pandas 3."""
    import pandas as pd

    package = pytest.importorskip("anndata")
    try:
        package.AnnData(obs=pd.DataFrame(index=["a"])).write_h5ad(tmp_path_factory.mktemp("anndata") / "probe.h5ad")
    except Exception as error:
        pytest.skip(f"anndata {package.__version__} cannot write texts of pandas {pd.__version__}: {error}")
    return package


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
