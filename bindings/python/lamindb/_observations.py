"""The number of observations in an object, or in an AnnData or MuData file."""


def observations(data):
    """Of an object in memory; None if it has no rows."""
    if type(data).__name__ == "DataFrame":
        return len(data)
    return getattr(data, "n_obs", None)


def _rows(obs):
    """The length of the index: of a dataset, or of its values where texts are a group with a mask."""
    index = obs[obs.attrs["_index"]]
    return (index["values"] if hasattr(index, "keys") else index).shape[0]


def observations_of_file(path):
    """The number of rows of `obs`."""
    import h5py

    with h5py.File(path) as file:
        obs = file["obs"]
        return _rows(obs) if hasattr(obs, "keys") else obs.shape[0]
