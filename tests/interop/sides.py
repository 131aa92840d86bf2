"""The two sides of the interop tests: lamin-cpp ("ours") and lamindb 1.3.2 ("reference").

Environment variables name them:

    LAMIN_BIN         our `lamin` binary
    LAMIN_PYTHON      a Python that imports our `lamindb`
    REFERENCE_PYTHON  the Python of the reference (make_reference.sh DIR -> DIR/bin/python)
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
NO_NETWORK = HERE / "reference_site"
# Data sets that scripts look at; where they are not, the scripts that need them have nothing to say.
DATASETS = HERE.parents[2] / "shared" / "data" / "datasets"


@dataclass(frozen=True)
class Side:
    name: str
    lamin: Path | None
    python: Path | None

    def run(self, arguments: list, home: Path, folder: Path, stdin: str = "", check: bool = True):
        """Runs a command in `folder` with its own HOME; returns the completed process with its text."""
        home.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [str(argument) for argument in arguments],
            cwd=folder,
            env=self.environment(home),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=1200,
        )
        if check and done.returncode != 0:
            raise AssertionError(
                f"{self.name}: {' '.join(map(str, arguments))} exited with {done.returncode}\n"
                f"--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}"
            )
        return done

    def call_lamin(self, *arguments, home: Path, folder: Path, stdin: str = "", check: bool = True):
        return self.run([self.lamin, *arguments], home, folder, stdin, check)

    def run_script(self, script: Path, home: Path, folder: Path, check: bool = True):
        return self.run([self.python, script], home, folder, check=check)

    def environment(self, home: Path) -> dict[str, str]:
        kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "LAMIN_DATASETS")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        if DATASETS.is_dir():
            environment.setdefault("LAMIN_DATASETS", str(DATASETS))
        environment |= {"HOME": str(home), "COLUMNS": "80", "TERM": "dumb", "TZ": "UTC", "PYTHONHASHSEED": "0",
                        "LAMIN_OFFLINE": "1"}
        if self.name == "reference":
            environment["PYTHONPATH"] = str(NO_NETWORK)
        elif "LAMIN_PYTHONPATH" in os.environ:
            environment["PYTHONPATH"] = os.environ["LAMIN_PYTHONPATH"]
        return environment


def our_side() -> Side:
    return Side("ours", _path("LAMIN_BIN"), _path("LAMIN_PYTHON"))


def reference_side() -> Side:
    python = _path("REFERENCE_PYTHON")
    return Side("reference", python.parent / "lamin" if python else None, python)


def _path(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(os.path.abspath(value)) if value else None
