"""Queries made by chance, over relations to one and to many, with and, or, either-or, not, in filters and exclusions."""

import random
from pathlib import Path

import lamindb as ln

try:
    from django.db.models import F
except ImportError:
    from lamindb._expressions import F

ln.settings.verbosity = "error"
Q, A, U, T, P = ln.Q, ln.Artifact, ln.ULabel, ln.Transform, ln.Project
random.seed(1)

names = ["Apple", "apple pie", "Banana", "Cherry 1", "Cherry 2", "date", "Fig_1", "100% grape"]
ln.save([U(name=name) for name in names])
fruit = U(name="Fruit", is_type=True).save()
labels = [U.get(name=name) for name in names]
features = [ln.Feature(name=name, dtype="cat[ULabel]").save() for name in ("one", "two")]
transforms = [T(key=f"t{i}.py", type="script", description=None if i % 2 else f"D{i}").save() for i in range(3)]
runs = [ln.Run(transform).save() for transform in transforms for _ in range(2)]
projects = [P(name=f"PP{i}", abbr=None if i else "first").save() for i in range(3)]
for i in range(14):
    Path(f"{i}.txt").write_text("x" * (i + 1))
    description, run = random.choice([None, "D0", "D3", "Apple"]), random.choice(runs + [False])
    artifact = A(f"{i}.txt", key=f"d{i % 3}/{i}.txt", run=run, description=description).save()
    for label in random.sample(labels, random.randint(0, 3)):
        artifact.ulabels.add(label, through_defaults={"feature": random.choice([*features, None])})
    if random.random() < 0.4:
        artifact.projects.add(random.choice(projects))
    if random.random() < 0.4:
        artifact.input_of_runs.add(random.choice(runs))
for label in labels:
    if random.random() < 0.4:
        label.parents.add(random.choice(labels))
    if random.random() < 0.3:
        label.projects.add(random.choice(projects))
    if random.random() < 0.3:
        label.transforms.add(random.choice(transforms))
    label.type = random.choice([fruit, None])
    label.description = random.choice([None, "D0", "x", ""])
    label.save()

CONDITIONS = {
    "A": ["key__startswith='d1'", "description='D0'", "description__isnull=True", "description__isnull=False", "size__gt=6",
          "description__in=['D0', 'Apple']"],
    "U": ["name='Apple'", "name__startswith='C'", "description__isnull=True", "description='D0'", "is_type=True",
          "id__in=[1, 2, 3]", "description__in=['D0', 'x']"],
    "T": ["description__isnull=True", "key='t1.py'", "description='D0'"],
    "P": ["name='PP1'", "name__in=['PP0', 'PP2']", "abbr__isnull=True"],
}
RELATIONS = {
    "A": [("ulabels", "U"), ("projects", "P"), ("run__transform", "T"), ("ulabels__type", "U"), ("ulabels__parents", "U"),
          ("ulabels__projects", "P"), ("links_ulabel__feature", None), ("input_of_runs__transform", "T"), ("run", None),
          ("links_ulabel", None)],
    "U": [("artifacts", "A"), ("type", "U"), ("parents", "U"), ("children", "U"), ("projects", "P"), ("records", "U"),
          ("artifacts__projects", "P"), ("links_artifact__feature", None), ("transforms", "T"), ("parents__parents", "U")],
}


def condition(registry):
    if random.random() < 0.3:
        return random.choice(CONDITIONS[registry])
    path, target = random.choice(RELATIONS[registry])
    if target is None or random.random() < 0.25:
        return path + random.choice(["__isnull=True", "__isnull=False", "=1", "__in=[1, 2]", "=None", "__id__gt=1"])
    if random.random() < 0.08:
        return f"{path}__id=F('id')"
    return f"{path}__{random.choice(CONDITIONS[target])}"


def conditions(registry, depth):
    chance = random.random()
    if depth == 0 or chance < 0.3:
        some = [condition(registry) for _ in range(random.choice([1, 1, 2]))]
        return "Q(" + ", ".join({one.split("=")[0]: one for one in some}.values()) + ")"
    if chance < 0.5:
        return "~" + conditions(registry, depth - 1)
    sign = random.choice(" & | & | ^".split())
    return f"({conditions(registry, depth - 1)} {sign} {conditions(registry, depth - 1)})"


for _ in range(400):
    registry = random.choice("AU")
    text = registry + ".objects"
    for _ in range(random.choice([1, 1, 2])):
        text += random.choice([".filter", ".filter", ".exclude"]) + f"({conditions(registry, random.choice([0, 1, 2, 3]))})"
    print(text, "=>", sorted(eval(text).values_list("id", flat=True)))
