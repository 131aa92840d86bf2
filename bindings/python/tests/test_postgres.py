"""What only a Postgres server shows: how often it is asked, what it refuses, and that it may go away.

The code runs in a process of its own, since the server is asked by way of this one, which counts.
"""

import os
import subprocess
import sys
import textwrap

import pytest
from distant_server import DistantServer

pytestmark = pytest.mark.skipif("LAMIN_TEST_POSTGRES" not in os.environ,
                                reason="no Postgres server (tests/support/postgres.sh)")

PRELUDE = """
import os, pathlib, socket, subprocess, threading
import pandas as pd
import lamindb as ln
ln.settings.verbosity = "error"

def trips():
    return int(socket.create_connection(("127.0.0.1", int(os.environ["CLERK"]))).makefile().read())

def trips_of(act):
    before = trips()
    act()
    return trips() - before

def raised(act):
    try:
        act()
    except Exception as error:
        return [kind.__name__ for kind in type(error).__mro__], str(error).strip()
    raise AssertionError("nothing was raised")

def psql(statement):
    database = f"{os.environ['LAMIN_TEST_POSTGRES']} dbname={os.environ['FAR']}"
    subprocess.run(["psql", "-qd", database, "-c", statement], check=True, capture_output=True)
"""


@pytest.fixture(scope="module")
def far(tmp_path_factory):
    """Runs code on an instance whose server is asked by way of a DistantServer."""
    server, home, name = DistantServer(), tmp_path_factory.mktemp("far"), f"lamin_far_{os.getpid()}"
    environment = {**os.environ, "HOME": str(home), "LAMIN_SETTINGS_DIR": str(home), "LAMIN_CACHE_DIR": str(home / "cache"),
                   "CLERK": str(server.clerk_port), "FAR": name}

    def run(code, prelude=PRELUDE):
        done = subprocess.run([sys.executable, "-c", prelude + textwrap.dedent(code)], env=environment, cwd=home,
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    subprocess.run(["psql", "-qd", os.environ["LAMIN_TEST_POSTGRES"], "-c", f"CREATE DATABASE {name}"], check=True)
    run(f"import lamindb_setup as s; s.init(storage='./store', modules='bionty', name='far', db={server.address(name)!r})", "")
    yield run
    server.close()


def test_validation_takes_six_round_trips_whatever_the_number_of_rows(far):
    far("""
        names = [f"column {number}" for number in range(5)]
        ln.save([ln.ULabel(name=f"label {number}") for number in range(50)])
        schema = ln.Schema([ln.Feature(name=name, dtype=ln.ULabel).save() for name in names]).save()

        def validate(rows):
            frame = pd.DataFrame({name: [f"label {row % 50}" for row in range(rows)] for name in names})
            for name in names:
                frame[name] = frame[name].astype("category")
            return trips_of(lambda: ln.curators.DataFrameCurator(frame, schema).validate())

        validate(10)
        taken = [validate(100), validate(20_000)]
        # Statements that come again and again are prepared on the way.
        taken += [validate(10) for _ in range(25)]
        assert max(taken) <= 6, taken
    """)


def test_ten_thousand_records_with_ten_values_each_take_ten_round_trips(far):
    far("""
        from lamindb.models import ArtifactULabel

        features = [ln.Feature(name=f"value {number}", dtype="cat[ULabel]").save() for number in range(10)]
        frame = pd.DataFrame({feature.name: [f"v{(row * 7 + i) % 100}" for row in range(10_000)]
                              for i, feature in enumerate(features)})
        ln.settings.creation.search_names = False
        labels = {name: ln.ULabel(name=name) for name in sorted({*frame.to_numpy().ravel()})}
        records = [ln.ULabel(name=f"record {row}") for row in range(10_000)]
        artifact = ln.Artifact.from_df(pd.DataFrame({"a": [1]}), key="ten.parquet").save()
        assert trips_of(lambda: ln.save([*labels.values(), *records])) <= 10
        links = [ArtifactULabel(artifact=artifact, ulabel=record, feature=feature)
                 for record in records for feature in features[:1]]
        assert trips_of(lambda: ln.save(links)) <= 10
        assert ln.ULabel.filter(name__startswith="record ").count() == 10_000
    """)


def test_tables_that_do_not_refer_to_a_record_are_not_asked_one_by_one(far):
    far("""
        import contextlib, io
        file = pathlib.Path("few.txt")
        file.write_text("few")
        artifact = ln.Artifact(file, key="few.txt").save()
        artifact.ulabels.add(ln.ULabel(name="of few").save())
        with contextlib.redirect_stdout(io.StringIO()):
            assert trips_of(artifact.describe) <= 8
        assert trips_of(artifact.features.get_values) <= 3
        taken = trips_of(lambda: artifact.delete(permanent=True))
        assert taken <= 8, taken
    """)


def test_a_transaction_begins_with_its_first_statement(far):
    far("""
        from lamindb._transactions import atomic

        def empty():
            with atomic():
                pass

        assert trips_of(empty) == 0
        label = ln.ULabel(name="three trips")
        assert trips_of(label.save) <= 3
        # Statements that come again and again are prepared on the way.
        assert max(trips_of(ln.ULabel(name=f"three trips, too {number}").save) for number in range(30)) <= 3
    """)


def test_names_are_looked_for_at_once_however_many_there_are(far):
    far("""
        def trips_for(names):
            return trips_of(lambda: ln.ULabel.from_values(names, create=True))

        few, many = trips_for(["new one"]), trips_for([f"entirely new {number}" for number in range(500)])
        assert many <= few <= 4, (few, many)
    """)


def test_values_that_do_not_fit_are_data_errors_and_nothing_is_saved(far):
    far("""
        classes, said = raised(lambda: ln.ULabel(name="x" * 200).save())
        assert classes[:3] == ["DataError", "DatabaseError", "Error"]
        assert said.strip() == "value too long for type character varying(150)"
        classes, said = raised(lambda: ln.ULabel(name="a\\0b").save())
        assert classes[0] == "ValueError" and said == "A string literal cannot contain NUL (0x00) characters."
        assert raised(lambda: ln.ULabel.filter(name="a\\0b").count())[0][0] == "ValueError"
        many = [ln.ULabel(name=f"good {number}") for number in range(5_000)]
        many[2_000].name = "z" * 151
        classes, said = raised(lambda: ln.save(many))
        assert classes[0] == "DataError" and said.strip() == "value too long for type character varying(150)"
        assert ln.ULabel.filter(name__startswith="good").count() == 0
        classes, said = raised(lambda: ln.ULabel.filter(name__regex="(").count())
        assert classes[0] == "DataError" and "parentheses () not balanced" in said
    """)


def test_a_column_that_is_not_there_is_a_programming_error(far):
    far("""
        psql("ALTER TABLE lamindb_ulabel RENAME COLUMN description TO former")
        try:
            classes, said = raised(lambda: ln.ULabel.filter().first())
        finally:
            psql("ALTER TABLE lamindb_ulabel RENAME COLUMN former TO description")
        assert classes[0] == "ProgrammingError" and "description" in said and "does not exist" in said, (classes, said)
    """)


def test_a_server_that_is_gone_is_an_operational_error_without_the_password(python):
    said = python("""
        import lamindb_setup
        try:
            lamindb_setup.init(storage="./s", db="postgresql://lamin:se%40cret@127.0.0.1:1/nowhere")
        except Exception as error:
            print([kind.__name__ for kind in type(error).__mro__[:2]], error)
            print(getattr(error, "__notes__", ""))
    """)
    assert "OperationalError" in said and "Connection refused" in said
    assert "se%40cret" not in said and "se@cret" not in said


def test_a_lost_connection_is_made_again(far):
    far("""
        count = ln.ULabel.filter().count()
        cut = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
               f"WHERE datname = '{os.environ['FAR']}' AND pid <> pg_backend_pid()")
        psql(cut)
        assert ln.ULabel.filter().count() == count
        psql(cut)
        label = ln.ULabel(name="after the cut").save()
        assert ln.ULabel.get(name="after the cut") == label
    """)


def test_threads_share_an_instance(far):
    far("""
        errors = []

        def work(number):
            try:
                for turn in range(10):
                    label = ln.ULabel(name=f"thread {number}-{turn}").save()
                    assert ln.ULabel.get(label.uid).name == label.name
                    ln.ULabel.filter(name__startswith="thread").df()
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert ln.ULabel.filter(name__startswith="thread").count() == 80
    """)


def connect_as(far, user):
    far(f"""
        import os, pathlib, re
        for file in pathlib.Path(os.environ["LAMIN_SETTINGS_DIR"]).rglob("*.env"):
            file.write_text(re.sub(r"user=\\w+ ", "user={user} ", file.read_text()))
    """, "")


def test_who_may_only_read_is_not_tracked_and_hears_of_it_once(far):
    far("""
        assert ln.setup.settings.instance.dialect == "postgresql"
        assert ln.setup.settings.instance.is_read_only is False
        open("known.csv", "w").write("a\\n1\\n")
        ln.Artifact("known.csv", key="known.csv").save()
        role = "guest_of_" + os.environ["FAR"]  # roles are the server's, which other runs use, too
        psql(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'")
        psql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    """)
    connect_as(far, f"guest_of_lamin_far_{os.getpid()}")
    try:
        said = far("""
            ln.settings.verbosity = "hint"
            assert ln.setup.settings.instance.is_read_only is True
            ln.track(project="nowhere", path="script.py")
            assert ln.context.run is None
            assert len(ln.Artifact.get(key="known.csv").load()) == 1
            ln.Artifact("known.csv", key="another.csv")
            classes, text = raised(lambda: ln.ULabel(name="guest").save())
            assert classes[0] == "ProgrammingError" and "permission denied for table lamindb_ulabel" in text, (classes, text)
            ln.finish()
        """)
    finally:
        connect_as(far, "lamin")
    assert said.count("skipping track(), connected in read-only mode") == 1
    assert "got linked" not in said and "run input" not in said
