"""The Python side of registries whose constructors take more than fields."""

from . import _core
from ._collection import CollectionMethods  # noqa: F401
from ._features import FeatureValueMethods, Managed, ParamManager, ParamValueMethods, features_of  # noqa: F401


def _refuse_many(args, name):
    if len(args) > 1:
        raise ValueError(f"Only one non-keyword arg allowed: {name}")


class TransformMethods:
    """A piece of code that makes data: a script, a notebook, a pipeline."""

    def __init__(self, *args, **kwargs):
        if "name" in kwargs:
            name = kwargs.pop("name")
            target = "description" if kwargs.get("key") else "key"
            import warnings

            warnings.warn(f"`name` will be removed soon, please pass '{name}' to `{target}` instead", FutureWarning, 2)
            kwargs.setdefault(target, name)
        _core.transform_create(self, kwargs)

    def save(self, *args, **kwargs):
        _core.transform_save(self)
        return self

    @property
    def name(self):
        """The last part of the key."""
        return self.key.rpartition("/")[2] if self.key else None

    def delete(self, *args, **kwargs):
        """Removes the transform with its runs, their reports and environments."""
        _core.transform_delete(self)

    @property
    def latest_run(self):
        return self.runs.order_by("-started_at").first()

    def view_lineage(self, with_successors=False, distance=5):
        """Shows the transforms before (and after) this one."""
        from ._lineage import show

        return show(_core.transforms_graph(self, with_successors, distance))


class RunMethods:
    """One execution of a transform."""

    params = Managed(ParamManager)

    def __init__(self, *args, **kwargs):
        _refuse_many(args, "transform")
        transform = args[0] if args else kwargs.get("transform")
        if transform is None:
            raise TypeError("Pass transform parameter")
        if transform._state.adding:
            raise ValueError("Please save transform record before creating a run")
        given = {name: kwargs[name] for name in ("uid", "reference", "reference_type", "initiated_by_run")
                 if kwargs.get(name) is not None}
        _core.construct(self, transform=transform, **given)

    def delete(self, *args, **kwargs):
        """Removes the run with its report and environment."""
        _core.run_delete(self)


class StorageMethods:
    """A place that bytes lie in."""

    @property
    def path(self):
        from ._paths import UPath

        return UPath(self.root)


def _option(name, doc):
    return property(lambda self: _core.feature_option(self, name),
                    lambda self, value: _core.set_feature_option(self, name, value), doc=doc)


class _WithDtype:
    def __init__(self, *args, **kwargs):
        if "dtype" in kwargs:
            from ._dtypes import dtype_text

            kwargs["dtype"] = dtype_text(kwargs["dtype"])
        _core.construct(self, *args, **kwargs)


class FeatureMethods(_WithDtype):
    """A dimension of measurement: what the values in a column mean and which type they have."""

    @classmethod
    def from_df(cls, df, field=None, *, mute=False):
        """A feature for each column of a DataFrame, not saved."""
        return features_of(cls, df, field)

    nullable = _option("nullable", "Whether values may be missing.")
    default_value = _option("default_value", "What stands for a missing value.")
    coerce_dtype = _option("coerce_dtype", "Whether values are converted to the dtype before they are checked.")


class ParamMethods(_WithDtype):
    """A parameter of runs and models."""
