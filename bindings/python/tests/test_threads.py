"""Threads of Python on one instance: the engine works without the lock of the interpreter, and takes it when it speaks.

The code runs in a process of its own, so that threads that wait for each other for ever fail the test and do not stop it.
"""

import os
import subprocess
import sys
import textwrap

import pytest
from conftest import new_database

PRELUDE = """
import pathlib, sys, threading, time
import pandas as pd
import lamindb as ln
from lamindb._transactions import atomic
sys.setswitchinterval(1e-5)

def at_once(*works):
    errors = []
    def guarded(work):
        try:
            work()
        except BaseException as error:
            errors.append(error)
    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors

def numbered(work, count=8):
    at_once(*[lambda number=number: work(number) for number in range(count)])
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    home = tmp_path_factory.mktemp("threads")
    environment = {**os.environ, "HOME": str(home), "LAMIN_SETTINGS_DIR": str(home), "LAMIN_CACHE_DIR": str(home / "cache")}

    def run(code, prelude=PRELUDE):
        done = subprocess.run([sys.executable, "-c", prelude + textwrap.dedent(code)], env=environment, cwd=home,
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(f"import lamindb_setup as s; s.init(storage='./store', modules='bionty', **{new_database()!r})", "")
    return run


def test_threads_query_and_save_at_the_same_time(together):
    together("""
        ln.settings.verbosity = "error"
        ln.save([ln.ULabel(name=f"there {number}") for number in range(20)])

        def work(number):
            for turn in range(6):
                label = ln.ULabel(name=f"label {number}-{turn}").save()
                assert ln.ULabel.get(label.uid).name == label.name
                assert ln.ULabel.filter(name__startswith="there").df().shape[0] == 20
                ln.save([ln.Feature(name=f"feature {number}-{turn}-{one}", dtype=int) for one in range(3)])
                path = pathlib.Path(f"{number}-{turn}.txt")
                path.write_text(f"{number} {turn}")
                artifact = ln.Artifact(path, key=f"threads/{path.name}").save()
                artifact.ulabels.add(label)
                assert artifact.ulabels.one() == label
                assert len(ln.ULabel.search(f"label {number}")) > 0
                label.description = "done"
                label.save()

        numbered(work)
        assert ln.ULabel.filter(description="done").count() == 48
        assert ln.Feature.filter(name__startswith="feature").count() == 144
        assert ln.Artifact.filter(ulabels__description="done").count() == 48
    """)


def test_python_goes_on_while_a_thread_waits_for_its_turn_to_write(together):
    together("""
        ln.settings.verbosity = "error"
        committed, begun, go_on = ln.ULabel.filter().count(), threading.Event(), threading.Event()

        def long_transaction():
            with atomic():
                ln.ULabel(name="in the transaction").save()
                begun.set()
                assert go_on.wait(60)

        def waiting_writer():
            begun.wait(60)
            ln.ULabel(name="after the transaction").save()

        def reader():
            begun.wait(60)
            for _ in range(20):
                assert ln.ULabel.filter().count() == committed
                frame = ln.Artifact.from_df(pd.DataFrame({"a": [1]}), key="beside.parquet")
            assert ln.setup.settings.user.id == 1
            go_on.set()

        at_once(long_transaction, waiting_writer, reader)
        assert ln.ULabel.filter().count() == committed + 2
    """)


def test_threads_speak_while_others_hold_the_interpreter(together):
    said = together("""
        class Slow:
            lines = []
            def write(self, text):
                time.sleep(0)
                self.lines.append(text)
            def flush(self):
                pass

        out, sys.stdout = sys.stdout, Slow()
        ln.settings.verbosity = "hint"

        def work(number):
            for turn in range(5):
                path = pathlib.Path(f"spoken-{number}-{turn}.txt")
                path.write_text(f"spoken {number} {turn}")
                ln.Artifact(path, description=f"spoken {number}").save()
                ln.ULabel(name=f"spoken {number}-{turn}").save()
                ln.ULabel(name=f"spoken {number}-{turn} twin")

        numbered(work)
        sys.stdout = out
        whole = [line for line in Slow.lines if line.endswith("\\n")]
        print("lines", len(whole) == len(Slow.lines), len(whole) >= 40)
    """)
    assert "lines True True" in said


def test_threads_that_read_artifacts_link_all_of_them_to_the_run(together):
    together("""
        ln.settings.verbosity = "error"
        makers = [ln.Run(ln.Transform(key=f"maker{one}.py", type="script").save()).save() for one in range(3)]
        for number in range(24):
            pathlib.Path(f"in{number}.txt").write_text(f"in {number}")
            ln.Artifact(f"in{number}.txt", key=f"in/{number}.txt", run=makers[number % 3]).save()
        ln.track(transform=ln.Transform(key="reader.py", type="pipeline").save())
        artifacts = list(ln.Artifact.filter(key__startswith="in/"))
        numbered(lambda number: [artifact.cache() for artifact in artifacts[number::4]])
        run = ln.context.run
        assert run.input_artifacts.count() == 24
        assert run.transform.predecessors.count() == 3
    """)


def test_transactions_of_threads_are_written_or_not_each_by_itself(together):
    together("""
        ln.settings.verbosity = "error"

        def work(number):
            try:
                with atomic():
                    for turn in range(5):
                        ln.ULabel(name=f"transaction {number}-{turn}").save()
                    if number % 2:
                        raise ValueError("not this one")
            except ValueError:
                pass

        numbered(work)
        assert ln.ULabel.filter(name__startswith="transaction").count() == 20
    """)


def test_tables_are_validated_by_several_threads(together):
    together("""
        ln.settings.verbosity = "error"
        ln.save([ln.ULabel(name=f"kind {number}") for number in range(10)])
        schema = ln.Schema([ln.Feature(name="kind", dtype=ln.ULabel).save()]).save()
        findings = []

        def work(number):
            for turn in range(4):
                frame = pd.DataFrame({"kind": [f"kind {row % (9 + number % 3)}" for row in range(200)]})
                frame["kind"] = frame["kind"].astype("category")
                try:
                    ln.curators.DataFrameCurator(frame, schema).validate()
                    findings.append((number % 3, True))
                except ln.errors.ValidationError:
                    findings.append((number % 3, False))

        numbered(work, 6)
        assert sorted(findings) == [(0, True)] * 8 + [(1, True)] * 8 + [(2, False)] * 8, findings
    """)
