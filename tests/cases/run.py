#!/usr/bin/env python3
"""Runs case files: commands and what they print.

A case file holds lines that start with "$ ", each a shell command, followed by what it prints to standard output, then
what it prints to standard error, each line after "! ", then "[2]" if it ends with another code than 0.  Lines before the
first command, and lines that start with "# ", are for the reader.  A case runs in a folder of its own, with a home of its own, with
`lamin` on the PATH.

What differs from run to run is written as a placeholder: <uid>, <time>, <dir> (the folder of the case), <hash>, <n>.

    run.py --lamin PATH/TO/lamin FILE...        compares; LAMIN_ACCEPT=1 rewrites the files instead
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PLACEHOLDERS = [
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00:00)?( UTC)?"), "<time>"),
    (re.compile(r"\b[0-9A-Za-z]{16}[0-9]{4}\b"), "<uid>"),
    (re.compile(r"(?<=\.lamindb/)[0-9A-Za-z]{16}\b"), "<uid>"),
    (re.compile(r"(?<=Transform\(')[0-9A-Za-z]{16}(?=')"), "<uid>"),
    (re.compile(r"(?<=uid=')[0-9A-Za-z]{8,20}(?=')"), "<uid>"),
    (re.compile(r'(?<="uid": ")[0-9A-Za-z]{8,20}(?=")'), "<uid>"),
]


def normal(text, folder):
    text = text.replace(str(folder), "<dir>")
    for pattern, placeholder in PLACEHOLDERS:
        text = pattern.sub(placeholder, text)
    return text


def marked(text, mark):
    """Lines with `mark` in front; a last line without an end is shown as one."""
    return [mark + line if line or not mark else mark.rstrip() for line in text.splitlines()]


def run_command(command, folder, environment):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120)
    lines = marked(normal(done.stdout, folder), "") + marked(normal(done.stderr, folder), "! ")
    if done.returncode != 0:
        lines.append(f"[{done.returncode}]")
    return lines


def environment_of(folder, lamin):
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("LAMIN")}
    kept.update(HOME=str(folder / "home"), LAMIN_SETTINGS_DIR=str(folder / "home"), PATH=f"{lamin.parent}:{kept['PATH']}",
                LC_ALL="C.UTF-8", TZ="UTC", NO_COLOR="1")
    kept.pop("XDG_CACHE_HOME", None)
    kept.pop("FORCE_COLOR", None)
    return kept


def run_case(path, lamin):
    """The file as it would be written now."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="lamin-case-") as name:
        folder = pathlib.Path(name).resolve()
        (folder / "home").mkdir()
        environment = environment_of(folder, lamin)
        seen_command = False
        for line in path.read_text().splitlines():
            if line.startswith("$ "):
                seen_command = True
                lines.append(line)
                lines.extend(run_command(line[2:], folder, environment))
            elif not seen_command or line.startswith("# ") or line == "#":
                lines.append(line)
    return lines


def check(path, lamin, accept):
    now = run_case(path, lamin)
    if accept:
        path.write_text("\n".join(now) + "\n")
        return True
    wanted = path.read_text().splitlines()
    if now == wanted:
        return True
    print("\n".join(difflib.unified_diff(wanted, now, f"{path} wanted", f"{path} seen", lineterm="")))
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lamin", required=True, type=pathlib.Path)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    accept = os.environ.get("LAMIN_ACCEPT") == "1"
    results = [check(path, arguments.lamin.resolve(), accept) for path in arguments.files]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
