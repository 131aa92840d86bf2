"""Blocks of transaction.atomic, inside each other, that fail or do not; savepoints, marks, calls on commit."""

import lamindb as ln
from attempt import attempt, title
from django.db import DatabaseError, IntegrityError, transaction

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


def twin_of_a():
    twin = U(name="tx twin")
    twin.uid = U.filter(name="tx a").one().uid
    return twin


def failing_write(write):
    """What a block answers once a write in it has failed."""
    twin = twin_of_a()
    with transaction.atomic():
        label("f")
        try:
            write(twin)
        except Exception as error:
            print(type(error).__name__)
        print(transaction.get_rollback())
        attempt(names)
        attempt(lambda: label("f after"))
    return names()


def failing_writes():
    failing_write(lambda twin: U.objects.bulk_create([twin]))
    failing_write(lambda twin: twin.save())
    failing_write(lambda twin: ln.save([twin]))
    failing_write(lambda twin: U.filter(name="tx f").update(uid=twin.uid))


def harmless_errors():
    with transaction.atomic():
        label("h")
        attempt(lambda: U.get(name="tx nobody"))
        attempt(lambda: U.filter(sizee=1).count())
        attempt(lambda: U.filter(name="tx h").update(nonsense=1))
        attempt(lambda: ln.Storage.filter().one().delete.__name__)
        print(transaction.get_rollback())
        label("h after")
    return names()


def savepoints():
    print(transaction.savepoint())
    transaction.savepoint_rollback("unknown")
    with transaction.atomic():
        label("s 1")
        place = transaction.savepoint()
        print(type(place).__name__)
        for turn in range(2):
            label(f"s 2 {turn}")
            transaction.savepoint_rollback(place)
        label("s 3")
        transaction.savepoint_commit(place)
    with transaction.atomic():
        place = transaction.savepoint()
        transaction.savepoint_commit(place)
        try:
            transaction.savepoint_rollback(place)
        except DatabaseError:
            print("is forgotten")
    return names()


def mended():
    twin = twin_of_a()
    with transaction.atomic():
        label("m")
        place = transaction.savepoint()
        try:
            U.objects.bulk_create([twin])
        except IntegrityError:
            attempt(lambda: transaction.savepoint_rollback(place))
            transaction.set_rollback(False)
            transaction.savepoint_rollback(place)
        label("m after")
    return names()


def taken_back_by_its_mark():
    with transaction.atomic():
        label("t")
        with transaction.atomic():
            label("t inner")
            transaction.set_rollback(True)
            transaction.on_commit(lambda: print("never"))
        print(transaction.get_rollback(), names())
        with transaction.mark_for_rollback_on_error():
            label("t marked")
        transaction.on_commit(lambda: print("never"))
        transaction.set_rollback(True)
    return names()


def joined_fails():
    with transaction.atomic():
        label("j")
        failing("j inner", savepoint=False)
        print(transaction.get_rollback())
        attempt(names)
        with transaction.atomic():
            attempt(names)
    return names()


def at_the_wrong_moment():
    attempt(transaction.get_rollback)
    attempt(lambda: transaction.set_rollback(True))
    attempt(lambda: transaction.on_commit("no function"))
    print(transaction.get_autocommit(), transaction.commit(), transaction.rollback(), transaction.clean_savepoints())
    with transaction.atomic():
        print(transaction.get_autocommit())
        attempt(transaction.commit)
        attempt(transaction.rollback)
        attempt(lambda: transaction.set_autocommit(True))
    with transaction.atomic(durable=True), transaction.atomic(using="default"):
        label("w")
    return names()


def calls_that_fail():
    def bad():
        raise RuntimeError("bad call")

    with transaction.atomic():
        transaction.on_commit(bad, robust=True)
        transaction.on_commit(lambda: print("after a robust one"))
        transaction.on_commit(bad)
        transaction.on_commit(lambda: print("after"))


print([one.__name__ for one in transaction.TransactionManagementError.__mro__])
for block in (inner_fails, outer_fails, three_deep, decorated, refused_row, durable_inside, calls_on_commit, failing_writes,
              harmless_errors, savepoints, mended, taken_back_by_its_mark, joined_fails, at_the_wrong_moment, calls_that_fail):
    title(block.__name__)
    attempt(block)
    print(names())
