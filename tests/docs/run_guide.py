"""Runs the commands of a guide in the order of the page, in an empty folder with settings of its own.

    run_guide.py --lamin LAMIN [--python PYTHON] GUIDE.md

Blocks marked ```sh run in one bash each and stop at the first command that fails, ```python blocks in one Python each;
```python NAME is written to NAME instead.  Without --python the Python blocks, and the shell blocks from the first of
them on, are left out.  Prints each block before it runs; exits 1 with what was printed by the block that failed.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(sh|python)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def environment(home, lamin, python):
    folders = [pathlib.Path(program).resolve().parent for program in (lamin,) if program]
    if python:
        folders.append(pathlib.Path(python).absolute().parent)  # not resolved: a virtual environment is a link
    return {"PATH": os.pathsep.join([*map(str, folders), os.environ["PATH"]]), "HOME": str(home),
            "LAMIN_SETTINGS_DIR": str(home), "LAMIN_CACHE_DIR": str(home / "cache"), "LANG": "C.UTF-8", "LAMIN_OFFLINE": "1"}


def command_of(kind, text, python):
    return ["bash", "-euo", "pipefail", "-c", text] if kind == "sh" else [python, "-c", text]


def run(guide, lamin, python, folder):
    """Returns how many blocks were run, or raises CalledProcessError."""
    home, work = folder / "home", folder / "work"
    home.mkdir()
    work.mkdir()
    count = 0
    for kind, name, text in BLOCK.findall(guide.read_text()):
        if kind == "python" and not python:
            break
        print(text, flush=True)
        if name:
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text)
            continue
        subprocess.run(command_of(kind, text, python), cwd=work, env=environment(home, lamin, python), check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lamin", required=True)
    parser.add_argument("--python")
    parser.add_argument("guide", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lamin-guide-"))
    try:
        print(f"{run(arguments.guide, arguments.lamin, arguments.python, folder)} blocks passed")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.stdout}\nthe block ended with {error.returncode}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
