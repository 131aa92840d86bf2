"""Tables that only Python reads, as lists: what the engine asks for."""


def _lists(frame):
    if frame.index.name is not None:
        frame = frame.reset_index()
    return {str(name): frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns}


def read_parquet(path):
    """The columns of a parquet file."""
    import pyarrow.parquet as parquet

    return _lists(parquet.read_table(path).to_pandas())


def read_frame(artifact_id):
    """The columns of the table that an artifact holds."""
    import lamindb as ln

    return _lists(ln.Artifact.get(id=artifact_id).load(is_run_input=False))
