"""A collection of AnnData stores as one data set for machine learning: `dataset[i]` reads one observation.

Stores stay on disk: .h5ad through h5py, .zarr through zarr.  Works with torch's DataLoader and without torch.
"""

from functools import reduce

import numpy as np
import pandas as pd


def _as_list(keys):
    if keys is None:
        return []
    return list(keys) if isinstance(keys, (list, tuple, set)) else [keys]


def _open(path):
    path = str(path)
    if path.rstrip("/").endswith(".zarr"):
        import zarr

        return zarr.open_group(path, mode="r")
    import h5py

    return h5py.File(path, mode="r")


def _text(values):
    if values.dtype.kind in "SO":
        return np.array([v.decode() if isinstance(v, bytes) else v for v in values], dtype=object)
    return values


def _elements(node):
    """The dataset of a one-dimensional element and the one that marks what is missing of it, or None: texts of pandas 3,
    nullable integers and booleans are a group of both."""
    return (node["values"], node["mask"]) if hasattr(node, "keys") else (node, None)


def _read(node):
    """All values of a one-dimensional element; NaN where one is missing."""
    values, mask = _elements(node)
    found = _text(values[...])
    if mask is not None and (missing := mask[...]).any():
        found = found.astype(object)
        found[missing] = np.nan
    return found


class _Column:
    """A column of `obs`: categories with codes, or plain values."""

    def __init__(self, store, key):
        obs = store["obs"]
        column = obs[key]
        self.node, self.categories, self.mask = column, None, None
        if hasattr(column, "keys") and "categories" in column:  # anndata 0.8 and later
            self.values, self.categories = column["codes"], _read(column["categories"])
        elif "__categories" in obs and key in obs["__categories"]:
            self.values, self.categories = column, _text(obs["__categories"][key][...])
        elif "categories" in column.attrs:
            self.values, self.categories = column, _text(store[column.attrs["categories"]][...])
        else:
            self.values, self.mask = _elements(column)

    def all(self):
        if self.categories is None:
            return _read(self.node)
        labels = np.append(self.categories.astype(object), np.nan)
        return labels[self.values[...]]

    def one(self, index):
        if self.mask is not None and self.mask[index]:
            return np.nan
        value = self.values[index]
        if self.categories is not None:
            return self.categories[value] if value >= 0 else np.nan
        return value.decode() if isinstance(value, bytes) else value

    def distinct(self):
        return self.categories if self.categories is not None else pd.unique(_read(self.node))


class MappedCollection:
    """The observations of several AnnData stores, one after the other."""

    def __init__(self, path_list, layers_keys=None, obs_keys=None, obsm_keys=None, obs_filter=None, join="inner",
                 encode_labels=True, unknown_label=None, cache_categories=True, parallel=False, dtype=None):
        if join not in (None, "inner", "outer"):
            raise ValueError(f"join must be one of None, 'inner, or 'outer' but was {type(join)}")
        self.path_list, self.storages = list(path_list), []
        self.layers_keys = _as_list(layers_keys) or ["X"]
        self.obs_keys, self.obsm_keys = _as_list(obs_keys), _as_list(obsm_keys)
        self.filtered, self.join_vars, self._dtype = bool(obs_filter), join, dtype
        self.parallel, self._cache_categories, self._closed = parallel, cache_categories, False
        self.encode_labels, self.unknown_label = self._labels_to_encode(encode_labels, unknown_label)
        self._columns = {}
        self.conns = [_open(path) for path in self.path_list]
        self._measure(self._conditions(obs_filter))
        self._join()
        self.encoders = {key: self._encoder(key) for key in self.encode_labels}
        if parallel:
            self._release()

    def _labels_to_encode(self, encode_labels, unknown_label):
        if isinstance(encode_labels, (list, tuple)):
            if any(key not in self.obs_keys for key in encode_labels):
                raise ValueError("All elements of `encode_labels` should be in `obs_keys`.")
            encoded = list(encode_labels)
        else:
            encoded = list(self.obs_keys) if encode_labels else []
        if isinstance(unknown_label, dict):
            if any(key not in encoded for key in unknown_label):
                raise ValueError("All keys of `unknown_label` should be in `encode_labels` and `obs_keys`.")
            return encoded, unknown_label
        return encoded, {key: unknown_label for key in encoded} if unknown_label is not None else {}

    @staticmethod
    def _conditions(obs_filter):
        if isinstance(obs_filter, tuple):
            from .. import _core

            _core.log("warning", "Passing a tuple to `obs_filter` is deprecated, use a dictionary")
            obs_filter = {obs_filter[0]: obs_filter[1]}
        return {key: _as_list(values) for key, values in (obs_filter or {}).items()}

    def _measure(self, conditions):
        self.n_obs_list, self.n_vars_list, self.indices_list = [], [], []
        for place, store in enumerate(self.conns):
            for key in self.layers_keys:
                matrix = self._matrix(store, key)
                if matrix.attrs.get("encoding-type") == "csc_matrix" or matrix.attrs.get("h5sparse_format") == "csc":
                    raise ValueError(f"{key} in {self.path_list[place]} is a csc matrix, `MappedCollection` doesn't"
                                     " support this format yet.")
            for key in self.obsm_keys:
                store["obsm"][key]
            rows, columns = self._shape(self._matrix(store, self.layers_keys[0]))
            chosen = np.ones(rows, dtype=bool)
            for key, values in conditions.items():
                chosen &= np.isin(self._column(place, key).all(), values)
            for key in self.obs_keys:
                self._column(place, key)
            self.indices_list.append(np.flatnonzero(chosen))
            self.n_obs_list.append(int(chosen.sum()))
            self.n_vars_list.append(int(columns))
        self.indices = np.concatenate(self.indices_list)
        self.storage_idx = np.repeat(np.arange(len(self.conns)), self.n_obs_list)
        self.n_obs = len(self.indices)
        self.original_shapes = list(zip(self.n_obs_list, self.n_vars_list))

    @staticmethod
    def _matrix(store, key):
        return store["X"] if key == "X" else store["layers"][key]

    @staticmethod
    def _shape(matrix):
        if hasattr(matrix, "keys"):
            return matrix.attrs["shape"] if "shape" in matrix.attrs else matrix.attrs["h5sparse_shape"]
        return matrix.shape

    def _read_vars(self, store):
        var = store["var"]
        if not hasattr(var, "keys"):  # a compound dataset of anndata 0.6 and before
            return pd.Index(_text(var[var.dtype.names[0]][...]))
        return pd.Index(_read(var[var.attrs.get("_index", "_index")]))

    def _join(self):
        self.var_list = [self._read_vars(store) for store in self.conns]
        self.var_joint, self.var_indices = None, None
        if self.join_vars is None:
            widths = set(self.n_vars_list)
            self.n_vars = widths.pop() if len(widths) == 1 else max(self.n_vars_list)
            return
        if self.join_vars == "inner":
            self.var_joint = reduce(lambda left, right: left[left.isin(right)], self.var_list)
            if len(self.var_joint) == 0:
                raise ValueError("The provided AnnData objects don't have shared variables.\nUse join='outer'.")
            self.var_indices = [names.get_indexer(self.var_joint) for names in self.var_list]
        else:
            self.var_joint = reduce(lambda left, right: left.union(right), self.var_list)
            self.var_indices = [self.var_joint.get_indexer(names) for names in self.var_list]
        self.n_vars = len(self.var_joint)

    def _column(self, place, key):
        if (place, key) not in self._columns:
            self._columns[place, key] = _Column(self.conns[place], key)
        return self._columns[place, key]

    def _encoder(self, key):
        unknown = self.unknown_label.get(key)
        categories = [category for category in self.get_merged_categories(key) if category != unknown]
        encoder = {} if unknown is None else {unknown: -1}
        return {**encoder, **{category: code for code, category in enumerate(categories)}}

    @property
    def shape(self):
        """(number of observations, number of variables)."""
        return self.n_obs, self.n_vars

    def __len__(self):
        return self.n_obs

    def __getitem__(self, idx):
        row, place = self.indices[idx], self.storage_idx[idx]
        if np.ndim(row) != 0:
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        if self.parallel and not self.conns:
            self.conns = [_open(path) for path in self.path_list]
        store = self.conns[place]
        out = {}
        for key in self.layers_keys:
            out[key] = self._get_data_idx(self._matrix(store, key), row, self._joined(place))
        for key in self.obsm_keys:
            out[f"obsm_{key}"] = self._get_data_idx(store["obsm"][key], row, None)
        out["_store_idx"] = place
        for key in self.obs_keys:
            label = self._column(place, key).one(row)
            out[key] = self.encoders[key].get(label, -1) if key in self.encoders else label
        return out

    def _joined(self, place):
        return None if self.var_indices is None else self.var_indices[place]

    def _get_data_idx(self, matrix, row, places):
        if hasattr(matrix, "keys"):
            start, end = (int(bound) for bound in matrix["indptr"][row : row + 2])
            data, columns = matrix["data"][start:end], matrix["indices"][start:end]
            values = np.zeros(int(self._shape(matrix)[1]), dtype=data.dtype)
            values[columns] = data
        else:
            values = matrix[row]
        if places is not None:
            if self.join_vars == "inner":
                values = values[places]
            else:
                joint = np.zeros(self.n_vars, dtype=values.dtype)
                joint[places] = values
                values = joint
        return values if self._dtype is None else values.astype(self._dtype)

    def get_merged_labels(self, label_key):
        """The labels of all observations."""
        return np.hstack([self._column(place, label_key).all()[rows] for place, rows in enumerate(self.indices_list)])

    def get_merged_categories(self, label_key):
        """The sorted distinct labels of all stores."""
        found = set()
        for place in range(len(self.path_list)):
            found.update(value for value in self._column(place, label_key).distinct() if value == value)
        return sorted(found)

    def get_label_weights(self, obs_keys, scaler=None, return_categories=False):
        """Weights that balance the labels: 1 / count, or scaler / (scaler + count)."""
        keys = _as_list(obs_keys)
        labels = self.get_merged_labels(keys[0])
        if len(keys) > 1:
            columns = [self.get_merged_labels(key).astype(str) for key in keys]
            labels = np.array(["__".join(parts) for parts in zip(*columns)], dtype=object)
        counts = pd.Series(labels).value_counts(sort=False)
        weights = 1.0 / counts if scaler is None else scaler / (scaler + counts)
        if return_categories:
            return dict(zip(weights.index, weights.tolist()))
        return weights[labels].to_numpy()

    def check_vars_sorted(self, ascending=True):
        """Whether the variables of every store stand in order."""
        return all(names.is_monotonic_increasing if ascending else names.is_monotonic_decreasing
                   for names in self.var_list)

    def check_vars_non_aligned(self, vars):
        """The places of the stores whose variables are others, or in another order."""
        vars = pd.Index(vars)
        return [place for place, names in enumerate(self.var_list) if not vars.equals(names)]

    def _release(self):
        for store in self.conns:
            if hasattr(store, "close"):
                store.close()
        self.conns, self._columns = [], {}

    def close(self):
        """Closes all stores."""
        for store in self.conns:
            if hasattr(store, "close"):
                store.close()
        self._closed = True

    @property
    def closed(self):
        return self._closed

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def torch_worker_init_fn(self, worker_id):
        """Opens the stores in a worker of torch's DataLoader."""
        from torch.utils.data import get_worker_info

        dataset = get_worker_info().dataset
        dataset.parallel = False
        dataset._columns = {}
        dataset.conns = [_open(path) for path in dataset.path_list]

    def __getstate__(self):
        state = dict(self.__dict__)
        state.update(conns=[], _columns={}, parallel=True)
        return state
