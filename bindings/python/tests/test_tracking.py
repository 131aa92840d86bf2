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
