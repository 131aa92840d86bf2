def test_a_script_is_tracked_with_its_inputs_and_outputs(python, tmp_path):
    python("import lamindb as ln; ln.setup.init(storage='store')")
    (tmp_path / "script.py").write_text(
        "import lamindb as ln\nln.track()\nopen('a.txt', 'w').write('a')\n"
        "first = ln.Artifact('a.txt', key='a.txt').save()\nassert first.run == ln.context.run\nln.finish()\n")
    out = python("import runpy; runpy.run_path('script.py', run_name='__main__')")
    assert "created Transform('" in out and "started new Run('" in out and "finished Run('" in out
    out = python("""
        import lamindb as ln
        transform = ln.Transform.get(key="script.py")
        print(transform.type, transform.latest_run.finished_at is not None, transform.source_code.splitlines()[1])
        print(ln.Artifact.get(key="a.txt").transform == transform)
    """)
    assert "script True ln.track()" in out and "True" in out.splitlines()[-1]


def test_finish_needs_track(ln):
    import pytest

    with pytest.raises(ln.errors.TrackNotCalled, match="Please run `ln.track\\(\\)` before `ln.finish\\(\\)`"):
        ln.finish()


def test_a_pipeline_is_tracked_by_its_transform(ln):
    transform = ln.Transform(key="pipeline", type="pipeline").save()
    ln.track(transform)
    assert ln.context.transform == transform and ln.context.run.transform == transform
    run = ln.context.run
    ln.finish()
    assert ln.Run.get(run.uid).finished_at is not None


def test_each_call_of_a_tracked_function_is_a_run(python, tmp_path):
    python("""
        import lamindb as ln
        ln.setup.init(storage="store")
        for name, dtype in {"x": int, "y": "str"}.items():
            ln.Param(name=name, dtype=dtype).save()
    """)
    (tmp_path / "script.py").write_text("""
import threading
import lamindb as ln

@ln.tracked()
def make(x, y="a", run=None, nothing=None):
    return ln.ULabel(name=f"label {x}").save()

@ln.tracked()
def fail(x):
    make(x + 1)
    raise ValueError("three")

try:
    make(1)
except RuntimeError as error:
    print(error)
ln.track()
outer = ln.context.run
label = make(1)
print(label.run.transform.key, label.run.initiated_by_run == outer, label.run.params.get_values())
print(label.run.finished_at is not None, ln.context.run == outer)
try:
    fail(7)
except ValueError:
    inner = ln.ULabel.get(name="label 8").run
    print(inner.transform.key, inner.initiated_by_run.finished_at, inner.initiated_by_run.transform.key)
threads = [threading.Thread(target=make, args=(number,)) for number in (20, 21, 22)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len({label.run for label in ln.ULabel.filter(name__startswith="label 2").all()}))
print(ln.ULabel(name="outside").save().run == outer)
""")
    out = python("import runpy; runpy.run_path('script.py', run_name='__main__')")
    assert "Please track the global run context before using @ln.tracked(): ln.track()" in out
    assert "script.py/make.py True {'x': 1, 'y': 'a'}" in out and "True True" in out
    assert "script.py/fail.py/make.py None script.py/fail.py" in out
    assert out.rstrip().endswith("3\nTrue")


NOTEBOOK = """
import json
cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "1 + 1", "id": "a"}
title = {"cell_type": "markdown", "metadata": {}, "source": "# My title", "id": "b"}
json.dump({"cells": [title, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, open("nb.ipynb", "w"))
import lamindb as ln
ln.track(path="nb.ipynb")
uid = ln.context.run.uid
ln.finish()
run = ln.Run.get(uid)
print(run.transform.type, run.transform.description, run._is_consecutive, run.report is not None)
"""


def test_a_notebook_is_tracked_by_its_path(python):
    import importlib.util

    python("import lamindb as ln; ln.setup.init(storage='store')")
    out = python(NOTEBOOK)
    has_report = importlib.util.find_spec("nbconvert") is not None
    assert f"notebook My title True {has_report}" in out
    assert ("pip install nbconvert" in out) == (not has_report)


def test_a_transform_takes_its_runs_along(ln):
    transform = ln.Transform(key="gone.py", type="script", source_code="gone = 1").save()
    run = ln.Run(transform).save()
    transform.delete()
    assert ln.Run.filter(uid=run.uid).one_or_none() is None


def test_a_known_source_takes_the_new_key_with_a_message(ln, capsys):
    ln.Transform(key="known.py", type="script", source_code="known = 1").save()
    assert ln.Transform(key="renamed.py", type="script", source_code="known = 1").key == "renamed.py"
    assert "updated key from known.py to renamed.py" in capsys.readouterr().out


def test_a_script_from_stdin_is_not_tracked(python):
    python("import lamindb as ln; ln.setup.init(storage='store')")
    out = python("""
        import subprocess, sys
        done = subprocess.run([sys.executable, "-"], input="import lamindb as ln; ln.track()", text=True, capture_output=True)
        print(done.stderr.splitlines()[-1])
    """)
    assert "Interactive sessions are not yet supported to be tracked." in out


def test_a_script_that_is_terminated_keeps_its_log(python, tmp_path):
    python("import lamindb as ln; ln.setup.init(storage='store')")
    (tmp_path / "script.py").write_text(
        "import os, signal\nimport lamindb as ln\nln.track()\nprint('said before')\nos.kill(os.getpid(), signal.SIGTERM)\n")
    out = python("""
        import subprocess, sys
        import lamindb as ln
        print(subprocess.run([sys.executable, "script.py"], capture_output=True).returncode)
        print(ln.Transform.get(key="script.py").latest_run.report.path.read_text())
    """)
    assert "-15" in out and "said before" in out and "Process terminated by signal 15 (SIGTERM)" in out
