"""2,000 ULabels made one by one with the check for similar names, in a registry of 2,000."""
import lamindb as ln
from timing import milliseconds, report

ln.settings.creation.search_names = False
ln.save([ln.ULabel(name=f"tissue sample {number}") for number in range(2000)])
ln.settings.creation.search_names = True
ln.settings.verbosity = "error"


def work():
    for number in range(2000):
        ln.ULabel(name=f"tissue sampel {number}")


report(ms=milliseconds(work))
