"""The names of the package and what they are."""

import lamindb as ln
from attempt import attempt, title

title("version and names")
print(ln.__version__)
names = (
    "track finish tracked connect view save settings context errors setup base core models Q UPath curators integrations "
    "Artifact Transform Run ULabel User Storage Feature Schema FeatureSet Param Collection Project Space Reference Person "
    "Curator"
)
for name in names.split():
    print(name, hasattr(ln, name))
attempt(lambda: ln.Nonsense)
print(ln.FeatureSet is ln.Schema)

title("settings")
print(ln.settings.verbosity)
print(ln.setup.settings.instance.slug, ln.setup.settings.instance.name, ln.setup.settings.instance.owner)
print(sorted(ln.setup.settings.instance.modules), ln.setup.settings.user.handle, ln.setup.settings.user.uid)
print(ln.settings.storage.root.name)
ln.settings.verbosity = "error"
print(ln.settings.verbosity)

title("ids")
for length in (4, 8, 12, 14, 16, 18, 20, 24):
    made = getattr(ln.base.ids, f"base62_{length}")()
    print(length, len(made), made.isalnum())

title("errors")
for name in (
    "ValidationError InvalidArgument TrackNotCalled NotebookNotSaved DoesNotExist InconsistentKey "
    "RecordNameChangeIntegrityError FieldValidationError IntegrityError MissingContextUID UpdateContext"
).split():
    error = getattr(ln.errors, name)
    print(name, [base.__name__ for base in error.__mro__])
