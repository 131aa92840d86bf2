"""The number of observations in an object, or in an AnnData or MuData file or store."""


def observations(data):
    """Of an object in memory; None if it has no rows."""
    if type(data).__name__ == "DataFrame":
        return len(data)
    return getattr(data, "n_obs", None)


def observations_of_file(path):
    """The number of rows of `obs`."""
    if not path.endswith((".h5ad", ".h5mu")):
        import zarr

        obs = zarr.open_group(path, mode="r")["obs"]
        return obs[obs.attrs["_index"]].shape[0]
    import h5py

    with h5py.File(path) as file:
        obs = file["obs"]
        return obs[obs.attrs["_index"]].shape[0] if hasattr(obs, "keys") else obs.shape[0]
