"""The migrations that the database has been through, as the registry of them shows."""

import lamindb as ln
from attempt import attempt, title

ln.settings.verbosity = "error"
M = ln.models.Migration

title("registry")
print(M, issubclass(M, ln.models.BasicRecord), issubclass(M, ln.models.Record), M._meta.db_table, M._meta.app_label)
attempt(lambda: ln.Migration)
attempt(lambda: M.from_values(["x"]))
attempt(lambda: M.filter(nope=1).count())

title("rows")
attempt(lambda: (M.filter().count(), M.objects.count()))
attempt(lambda: M.filter().df().columns.tolist())
attempt(lambda: M.df(limit=None).drop(columns=["applied"]))
for app in ("lamindb", "bionty", "contenttypes"):
    attempt(lambda: M.filter(app=app).order_by("name").list("name"))
attempt(lambda: sorted(set(M.filter().values_list("app", flat=True))))
attempt(lambda: M.filter(app="lamindb").order_by("id").last().name)
attempt(lambda: M.get(1).name)
attempt(lambda: M.get(app="lamindb", name="0090_squashed").app)
attempt(lambda: M.filter(app="nope").one_or_none())
attempt(lambda: M.filter(applied__year__gt=2000).count())
attempt(lambda: type(M.filter().first().applied).__name__)
attempt(lambda: repr(M.filter(id=1).one()))
attempt(lambda: M.filter(name__startswith="0090").order_by("name").list("name"))
attempt(lambda: ln.view(registries=["Migration"]))
