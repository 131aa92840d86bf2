"""Checks that docs/compatibility.md gives every id of the surface of lamindb 1.3.2 one state, and that its counts are right.

Run by ctest and by hand.  A row is `| ids | state |` or `| ids | state | how |`, ids being `ART-01`, `ART-01…ART-08` or
several of these with commas.  Prints a line per violation; exits 1 if there is one.  `--count` prints the counts, `--write` puts their sum
into the page.
"""

import collections
import pathlib
import re
import sys

# The groups of the surface, in order, and how many ids each has.
GROUPS = {
    "PKG": 26, "CLI": 41, "SET": 38, "STG": 12, "TRK": 32, "RUN": 14, "TRF": 15, "REC": 32, "QRY": 41, "SAV": 9,
    "CUR": 17, "PAR": 4, "VER": 8, "ART": 57, "STO": 19, "FMT": 24, "COL": 25, "FEA": 14, "SCH": 16, "LAB": 11,
    "FMG": 17, "LMG": 8, "CRT": 28, "VIW": 5, "ERR": 15, "TRA": 8, "INT": 10, "DAT": 9, "BIO": 28, "BBA": 13,
    "SRC": 15, "WET": 15, "OTH": 6, "MSG": 18, "QRK": 16,
}
STATES = ("works", "differs", "not yet")
ROW = re.compile(r"^\| *([A-Z]{3}-\d\d[^|]*)\|([^|]*)\|(.*)$")
SPAN = re.compile(r"^([A-Z]{3})-(\d\d)(?:…([A-Z]{3})-(\d\d))?$")
TOTAL = re.compile(r"^\| \*\*Total\*\* \|(.*)\|$", re.M)


def ids_of(text):
    """The ids that the first cell of a row names; raises ValueError for what is none."""
    for part in text.split(","):
        span = SPAN.match(part.strip())
        if not span:
            raise ValueError(f"'{part.strip()}' is neither an id nor a span of ids")
        prefix, first, last_prefix, last = span.groups()
        if last_prefix not in (None, prefix) or int(last or first) < int(first):
            raise ValueError(f"'{part.strip()}' is not a span")
        yield from (f"{prefix}-{number:02}" for number in range(int(first), int(last or first) + 1))


def read(text):
    """Returns id -> list of states, and the violations in single rows."""
    states, found = collections.defaultdict(list), []
    for number, line in enumerate(text.splitlines(), 1):
        row = ROW.match(line)
        if not row:
            continue
        state, how = row[2].strip(), row[3].strip(" |")
        if state not in STATES:
            found.append(f"line {number}: the state '{state}' is none of {', '.join(STATES)}")
        if state == "differs" and not how:
            found.append(f"line {number}: says that it differs, not how")
        try:
            for one in ids_of(row[1]):
                states[one].append(state)
        except ValueError as error:
            found.append(f"line {number}: {error}")
    return states, found


def violations(text):
    states, found = read(text)
    expected = [f"{prefix}-{number:02}" for prefix, count in GROUPS.items() for number in range(1, count + 1)]
    yield from found
    yield from (f"{one}: no state" for one in expected if one not in states)
    yield from (f"{one}: no such id" for one in states if one not in set(expected))
    yield from (f"{one}: {len(given)} states" for one, given in states.items() if len(given) > 1)
    said = TOTAL.search(text)
    counts = count(states)
    if not said or [int(number) for number in re.findall(r"\d+", said[1])] != [*counts, sum(counts)]:
        yield f"the row **Total** should say {' | '.join(map(str, [*counts, sum(counts)]))}"


def count(states, prefix=""):
    given = [state for one, all_given in states.items() if one.startswith(prefix) for state in all_given]
    return [given.count(state) for state in STATES]


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    page = root / "docs" / "compatibility.md"
    text = page.read_text()
    if "--write" in sys.argv:
        counts = count(read(text)[0])
        text = TOTAL.sub(f"| **Total** | {' | '.join(map(str, [*counts, sum(counts)]))} |", text)
        page.write_text(text)
    if "--count" in sys.argv:
        states, _ = read(text)
        for prefix in (*GROUPS, ""):
            print(prefix or "all", *count(states, prefix))
    found = list(violations(text))
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
