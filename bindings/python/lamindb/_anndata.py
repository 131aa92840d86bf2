"""AnnData files and stores read in pieces: tables when they are asked for, matrices when they are cut.

What an index means is said by anndata itself: an AnnData object without a matrix has the names of both axes and, in a
column each, their positions; it is cut first, and the positions that are left are read.
"""

from functools import cached_property


def _reading():
    """anndata's readers of one element: (into memory, of a sparse matrix without reading it)."""
    try:
        from anndata.io import read_elem, sparse_dataset
    except ImportError:  # before 0.11
        from anndata.experimental import read_elem, sparse_dataset
    return read_elem, sparse_dataset


def _names(element):
    """The names of the members of a group, or of the columns of a table written as one array."""
    names = element.dtype.names if hasattr(element, "dtype") else sorted(element.keys())
    return list(names or ())


def _texts(values):
    return [value.decode() if isinstance(value, bytes) else value for value in values]


def _is_sparse(element):
    attributes = getattr(element, "attrs", {})
    encoding, = _texts([attributes.get("encoding-type") or attributes.get("h5sparse_format") or ""])
    return encoding.startswith(("csr", "csc"))


def _table_of_array(array, categories):
    """A table of AnnData before 0.7: one array with a field a column, codes of categories, and their names in `uns`."""
    import pandas as pd

    columns = {name: array[name] for name in array.dtype.names}
    index, *names = columns
    table = pd.DataFrame(index=pd.Index(_texts(columns[index].tolist())))
    for name in names:
        known = categories.get(name + "_categories")
        values = columns[name]
        table[name] = _texts(values.tolist()) if values.dtype.kind in "SO" else values
        if known is not None:
            table[name] = pd.Categorical.from_codes(values, _texts(known[...].ravel().tolist()))
    return table


def _lazy(element):
    """Tables and lists in memory, matrices as they lie."""
    read_elem, sparse_dataset = _reading()
    if _is_sparse(element):
        return sparse_dataset(element)
    return element if hasattr(element, "shape") else read_elem(element)


def _run(positions):
    """The positions as a slice if they are evenly spaced: what files read fastest."""
    import numpy as np

    if len(positions) == 0:
        return slice(0, 0, 1)
    step = int(positions[1] - positions[0]) if len(positions) > 1 else 1
    if step < 1 or not (np.diff(positions) == step).all():
        return np.asarray(positions)
    return slice(int(positions[0]), int(positions[-1]) + 1, step)


def _part(element, indices):
    """The rows, and of a matrix the columns, of an element."""
    import numpy as np

    if indices is None:
        return element
    if hasattr(element, "iloc"):
        return element.iloc[indices[0]]
    if hasattr(element, "format"):  # sparse: along the axis in which it lies first
        rows, columns = (*indices, slice(None))[:2]
        return element[:, columns][rows] if element.format == "csc" else element[rows][:, columns]
    lists = [axis for axis, index in enumerate(indices) if not isinstance(index, slice)]
    reader = getattr(element, "oindex", element)  # zarr says by another name that lists are of one axis each
    if not lists:
        return reader[indices]
    # HDF5 reads one list of ascending positions.
    ascending, back = np.unique(indices[lists[0]], return_inverse=True)
    read = reader[tuple(ascending if axis == lists[0] else slice(None) if axis in lists else index
                        for axis, index in enumerate(indices))]
    read = np.take(read, back, axis=lists[0])
    for axis in lists[1:]:
        read = np.take(read, indices[axis], axis=axis)
    return read


def _memory(element):
    if hasattr(element, "to_memory"):
        return element.to_memory()
    return element[...] if hasattr(element, "chunks") else element  # arrays of HDF5 and zarr have them


class _MapAccessor:
    """One of `obsm`, `varm`, `obsp`, `varp`, `layers`: its members, cut when they are asked for."""

    def __init__(self, elem, name, indices=None):
        self.elem, self.name, self.indices = elem, name, indices

    def __getitem__(self, key):
        return _part(_lazy(self.elem[key]), self.indices)

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def keys(self):
        return _names(self.elem)

    def __repr__(self):
        return f"Accessor for the AnnData attribute {self.name}\n  with keys: {self.keys()}"


class _Annotated:
    """What all of an object and a part of it have in common."""

    def __init__(self, storage, axes=None, is_whole=False):
        self.storage = storage
        self._is_whole = is_whole
        if axes is not None:
            self._axes = axes

    @cached_property
    def _attrs_keys(self):
        """The names in each group that has any."""
        attributes = ("layers", "obs", "obsm", "obsp", "raw", "uns", "var", "varm", "varp")
        found = {name: _names(self.storage[name]) for name in attributes if name in self.storage}
        return {name: names for name, names in found.items() if names}

    @cached_property
    def _axes(self):
        """An AnnData object with the names and positions of both axes, and nothing else."""
        return _axes(self._table("obs").index, self._table("var").index)

    @cached_property
    def indices(self):
        """The positions of the rows and of the columns; None for all of the object."""
        if self._is_whole:
            return None
        return tuple(_run(table["position"].to_numpy()) for table in (self._axes.obs, self._axes.var))

    def _of_axes(self, *axes):
        return None if self.indices is None else tuple(self.indices[axis] for axis in axes)

    def _table(self, name):
        element = self.storage[name]
        if not hasattr(element, "dtype"):
            return _reading()[0](element)
        return _table_of_array(element[...], self.storage["uns"] if "uns" in self.storage else {})

    def _map(self, name, *axes):
        return _MapAccessor(self.storage[name], name, self._of_axes(*axes)) if name in self._attrs_keys else None

    @cached_property
    def obs(self):
        return _part(self._table("obs"), self._of_axes(0)) if "obs" in self.storage else None

    @cached_property
    def var(self):
        return _part(self._table("var"), self._of_axes(1)) if "var" in self.storage else None

    @cached_property
    def uns(self):
        return _reading()[0](self.storage["uns"]) if "uns" in self._attrs_keys else None

    @cached_property
    def X(self):
        return _part(_lazy(self.storage["X"]), self.indices)

    @cached_property
    def obsm(self):
        return self._map("obsm", 0)

    @cached_property
    def varm(self):
        return self._map("varm", 1)

    @cached_property
    def obsp(self):
        return self._map("obsp", 0, 0)

    @cached_property
    def varp(self):
        return self._map("varp", 1, 1)

    @cached_property
    def layers(self):
        return self._map("layers", 0, 1)

    @cached_property
    def raw(self):
        """The matrix and the variables before they were selected; None if there is none."""
        if "raw" not in self._attrs_keys:
            return None
        raw = self.storage["raw"]
        axes = _axes(self.obs_names, _Annotated(raw)._table("var").index)
        axes.obs["position"] = self._axes.obs["position"].to_numpy()
        return AnnDataRawAccessor(raw, axes, self._is_whole)

    @property
    def obs_names(self):
        return self._axes.obs_names

    @property
    def var_names(self):
        return self._axes.var_names

    @property
    def shape(self):
        """The numbers of observations and of variables."""
        return self._axes.shape

    def __getitem__(self, index):
        """A part, by positions, masks or names; nothing is read before it is asked for."""
        return AnnDataAccessorSubset(self.storage, self._axes[index].copy())

    def to_dict(self):
        """What an AnnData object is made of, in memory."""
        found = {"X": _memory(self.X)} if "X" in self.storage else {}
        for name in ("uns", "obs", "var"):
            if getattr(self, name) is not None:
                found[name] = getattr(self, name)
        for name in ("obsm", "varm", "obsp", "varp", "layers"):
            members = getattr(self, name)
            if members is not None:
                found[name] = {key: _memory(members[key]) for key in members}
        if self.raw is not None:
            found["raw"] = self.raw.to_dict()
        return found

    def to_memory(self):
        """The AnnData object."""
        import anndata

        return anndata.AnnData(**self.to_dict())

    def _described(self, indent):
        rows, columns = self.shape
        return "".join([f"{type(self).__name__} object with n_obs × n_vars = {rows} × {columns}",
                        *(f"\n{indent}{name}: {names}" for name, names in self._attrs_keys.items())])

    def __repr__(self):
        return self._described("  ")


def _axes(obs_names, var_names):
    import anndata
    import numpy as np
    import pandas as pd

    return anndata.AnnData(obs=pd.DataFrame({"position": np.arange(len(obs_names))}, index=obs_names),
                           var=pd.DataFrame({"position": np.arange(len(var_names))}, index=var_names))


class AnnDataAccessorSubset(_Annotated):
    """A part of an AnnData object in a file."""


class AnnDataRawAccessor(AnnDataAccessorSubset):
    """`raw` of an AnnData object in a file."""

    def __getitem__(self, index):
        return AnnDataRawAccessor(self.storage, self._axes[index].copy())


class AnnDataAccessor(_Annotated):
    """An AnnData object in a file or store that is open.  Close it, or use it in `with`."""

    def __init__(self, connection, storage, filename):
        super().__init__(storage, is_whole=True)
        self._connection, self._filename = connection, filename
        self._is_closed = False
        self._attrs_keys  # noqa: B018  while the file is open

    @property
    def closed(self):
        return self._is_closed

    def close(self):
        """Closes the file."""
        if hasattr(self.storage, "close"):
            self.storage.close()
        if self._connection is not None:
            self._connection.close()
        self._is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        head, *rest = self._described("    ").split("\n")
        return "\n".join([head, f"  constructed for the AnnData object {self._filename}", *rest])


for _class in (AnnDataAccessor, AnnDataAccessorSubset, AnnDataRawAccessor):
    _class.__module__ = "lamindb.core.storage"
