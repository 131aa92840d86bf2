"""`query_parents()` of a label above which 40 levels (or as many as given) of two labels stand."""
import sys

import lamindb as ln
from timing import milliseconds, report

depth = int(sys.argv[1]) if len(sys.argv) > 1 else 40
ln.settings.verbosity = "error"
ln.settings.creation.search_names = False
level = []
for step in range(depth):
    made = [ln.ULabel(name=f"level {step} {side}").save() for side in "ab"]
    for label in made if level else []:
        label.parents.set(level)
    level = made
leaf = ln.ULabel(name="leaf").save()
leaf.parents.set(level)
leaf.query_parents().list()
count = []
figure = milliseconds(lambda: count.append(len(leaf.query_parents().list())), 5)
assert count[0] == 2 * depth, count
report(ms=figure)
