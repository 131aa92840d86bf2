#!/usr/bin/env python3
"""Runs case files: commands and what they print.

A case file holds lines that start with "$ ", each a shell command, followed by what it prints to standard output, then
what it prints to standard error, each line after "! ", then "[2]" if it ends with another code than 0.  Lines before the
first command, and lines that start with "# ", are for the reader.  A case runs in a folder of its own, with a home of its own, with
`lamin` on the PATH; $TESTS is the folder `tests`.

What differs from run to run is written as a placeholder: <uid>, <time>, <dir> (the folder of the case), <hash>, <n>.

    run.py --lamin PATH/TO/lamin FILE...        compares; LAMIN_ACCEPT=1 rewrites the files instead

With LAMIN_TEST_ON=postgres every `lamin init` without `--db` gets a new database on the server that LAMIN_TEST_POSTGRES
names (tests/support/postgres.sh); what is printed is the same.  A command below the line "# Only on SQLite." is left out.
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


ONLY_ON_SQLITE = "# Only on SQLite."
ONLY_ON_POSTGRES = "# Only on Postgres."

# A `lamin` that stands before the real one, PROGRAM.
ON_POSTGRES = """#!/usr/bin/env bash
if [ "$1" = init ] && [[ " $* " != *" --db "* ]]; then
  storage= name= previous=
  for word in "$@"; do
    [ "$previous" = --storage ] && storage=$word
    [ "$previous" = --name ] && name=$word
    previous=$word
  done
  if [ -n "$storage" ]; then
    database=lamin_case_$(realpath -m "$storage" | md5sum | cut -c1-20)
    psql -qd "$LAMIN_TEST_POSTGRES" -c "CREATE DATABASE $database" 2>/dev/null
    [ -n "$name" ] || set -- "$@" --name "$(basename "$(realpath -m "$storage")" | tr A-Z a-z)"
    set -- "$@" --db "$LAMIN_TEST_POSTGRES_URL/$database"
  fi
fi
exec PROGRAM "$@"
"""


def on_postgres():
    return os.environ.get("LAMIN_TEST_ON") == "postgres"


def programs_of(folder, lamin):
    """The folder with the `lamin` that the cases call."""
    if not on_postgres():
        return lamin.parent
    programs = folder / "home" / ".programs"
    programs.mkdir(exist_ok=True)
    (programs / "lamin").write_text(ON_POSTGRES.replace("PROGRAM", str(lamin)))
    (programs / "lamin").chmod(0o755)
    return programs


def normal(text, folder):
    text = text.replace(str(folder), "<dir>")
    if on_postgres():
        text = re.sub(rf"\b{os.environ['LAMIN_TEST_POSTGRES_URL'].rpartition(':')[2]}\b", "<port>", text)
    # What is said of the place of the database, and that it stays when its instance is deleted.
    text = re.sub(r"(?<=- db: )postgresql://\S+/lamin_case_[0-9a-f]{20}\b", "sqlite:///<dir>/mydata/.lamindb/lamin.db", text)
    text = re.sub(r"(?<=database: )postgresql://\S+/lamin_case_[0-9a-f]{20}\b", "<dir>/mydata/.lamindb/lamin.db", text)
    text = re.sub(r"! delete\(\) does not yet affect your Postgres database .*\n", "", text)
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
    kept = {name: value for name, value in os.environ.items()
            if not name.upper().startswith("LAMIN") or name.startswith("LAMIN_TEST_POSTGRES")}
    kept.update(HOME=str(folder / "home"), LAMIN_SETTINGS_DIR=str(folder / "home"), PATH=f"{programs_of(folder, lamin)}:{kept['PATH']}",
                LC_ALL="C.UTF-8", TZ="UTC", NO_COLOR="1", LAMIN_OFFLINE="1", TESTS=str(pathlib.Path(__file__).resolve().parents[1]))
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
        left_out = False
        for line in path.read_text().splitlines():
            if left_out and not line.startswith("$ "):
                lines.append(line)
            elif line.startswith("$ "):
                left_out = on_postgres() and bool(lines) and lines[-1] == ONLY_ON_SQLITE
                seen_command = True
                if left_out:
                    lines.append(line)
                    continue
                lines.append(line)
                lines.extend(run_command(line[2:], folder, environment))
            elif not seen_command or line.startswith("# ") or line == "#":
                lines.append(line)
    return lines


def check(path, lamin, accept):
    not_yet = [line for line in path.read_text().splitlines() if line.startswith("# Only on SQLite so far")]
    if on_postgres() and not_yet:
        print(f"{path.name}: skipped: {not_yet[0][2:]}")
        return True
    if not on_postgres() and ONLY_ON_POSTGRES in path.read_text().splitlines():
        return True
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
    if on_postgres() and "LAMIN_TEST_POSTGRES" not in os.environ:
        print("no Postgres server (LAMIN_TEST_POSTGRES, see tests/support/postgres.sh): skipped")
        return 77
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
