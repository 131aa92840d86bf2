"""50,000 ULabels made and saved with one `ln.save`."""
import lamindb as ln
from timing import milliseconds, report

ln.settings.creation.search_names = False
count = ln.ULabel.filter().count()


def work():
    ln.save([ln.ULabel(name=f"new label {number}") for number in range(50000)])


report(ms=milliseconds(work))
assert ln.ULabel.filter().count() == count + 50000
