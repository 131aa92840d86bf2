"""`ln.view()`: the latest records of every registry that has any."""

from . import _core


def _in_notebook():
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


_STYLE = """
    <style>
        .dataframe {
            border-collapse: collapse;
            margin: 10px 0;
        }
        .dataframe th, .dataframe td {
            border: 1px solid #ddd;
            padding: 8px;
            text-align: left;
        }
        .header-title {
            font-weight: bold;
        }
        .header-desc {
            color: #666;
            font-weight: normal;
        }
        .row-index {
            font-weight: bold;
        }
        .index-header {
            font-weight: bold;
        }
    </style>
    """


def _cells(kind, style, values):
    from html import escape

    attribute = f' class="{style}"' if style else ""
    return "".join(f"<{kind}{attribute}>{escape(str(value), quote=False)}</{kind}>" for value in values)


def _frame_as_html(df, dtypes):
    """A table with a second row of headings: the name of the index and the types of the columns."""
    def heading(style, index, values):
        return f"<tr>{_cells('th', style + ' index-header', [index])}{_cells('th', style, values)}</tr>"

    head = (heading("header-title", "", df.columns)
            + heading("header-desc", df.index.name or "", (dtypes[column] for column in df.columns)))
    body = "".join(f"<tr>{_cells('th', 'row-index', [label])}{_cells('td', '', row)}</tr>"
                   for label, row in zip(df.index, df.itertuples(index=False, name=None)))
    return f'{_STYLE}<table class="dataframe"><thead>{head}</thead><tbody>{body}</tbody></table>\n    '


def _view_frame(df):
    """Shows a DataFrame with the dtypes of the registered features, and of pandas where there is none."""
    from IPython.display import HTML, display

    from . import Feature
    from ._dtypes import dtype_text

    dtypes = {column: dtype_text(dtype) for column, dtype in df.dtypes.items()}
    names = [column for column in df.columns if isinstance(column, str)]
    registered = {feature.name: feature.dtype for feature in Feature.filter(name__in=names)}
    display(HTML(_frame_as_html(df, {**dtypes, **registered})))


def view(df=None, limit=7, modules=None, registries=None):
    """Shows the latest `limit` records of each registry."""
    if df is not None:
        return _view_frame(df)
    if _in_notebook():
        from IPython.display import display as show
    else:
        show = print
    if isinstance(modules, str):
        modules = [modules]
    parts = _core.view_parts(limit, modules or [], registries or [])
    shown = modules or ["core", *sorted(_core.instance()["modules"])]
    for module in shown:
        if len(shown) > 1:
            line = "*" * (len(module) + 12)
            print(f"{line}\n* module: \x1b[1;92m\x1b[1m{module}\x1b[0m\x1b[0m *\n{line}")
        for _, name, records in (part for part in parts if part[0] == module):
            print(f"\x1b[1;94m\x1b[1m{name}\x1b[0m\x1b[0m")
            show(records.df())
