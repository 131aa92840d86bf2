"""Blocks of transaction.atomic, inside each other, that fail or do not."""

import lamindb as ln
from attempt import attempt, title
from django.db import transaction

ln.settings.verbosity = "error"
U = ln.ULabel


def names():
    return U.filter(name__startswith="tx").order_by("name").list("name")


def label(name):
    U(name=f"tx {name}").save()


def failing(name, **options):
    """A block that saves and fails."""
    try:
        with transaction.atomic(**options):
            label(name)
            raise ValueError(name)
    except ValueError:
        pass


def inner_fails():
    with transaction.atomic():
        label("a")
        failing("a inner")
        label("a after")
    return names()


def outer_fails():
    with transaction.atomic():
        with transaction.atomic():
            label("b inner")
        raise KeyError("outer")


def three_deep():
    for n in range(3):
        try:
            with transaction.atomic():
                with transaction.atomic():
                    label(f"c {n}")
                    failing("c fails")
                if n == 1:
                    raise ValueError
        except ValueError:
            pass
    return names()


@transaction.atomic
def decorated():
    label("d")
    failing("d inner")
    return names()


def refused_row():
    twin = U(name="tx twin")
    twin.uid = U.filter(name="tx a").one().uid
    with transaction.atomic():
        label("e")
        try:
            with transaction.atomic():
                label("e inner")
                U.objects.bulk_create([twin])
        except Exception as error:
            print(type(error).__name__)
        label("e after")
    return names()


def durable_inside():
    with transaction.atomic():
        with transaction.atomic(durable=True):
            pass


called = []


def calls_on_commit():
    with transaction.atomic():
        transaction.on_commit(lambda: called.append("outer"))
        try:
            with transaction.atomic():
                transaction.on_commit(lambda: called.append("inner"))
                raise ValueError
        except ValueError:
            pass
        print(called)
    transaction.on_commit(lambda: called.append("at once"))
    return called


for block in (inner_fails, outer_fails, three_deep, decorated, refused_row, durable_inside, calls_on_commit):
    title(block.__name__)
    attempt(block)
    print(names())
