"""Django's query expressions by the names that `django.db.models` and `django.db.models.functions` give them."""

import enum

from . import _core


class WindowFrameExclusion(enum.Enum):
    """Which rows beside the current one a frame leaves out."""

    CURRENT_ROW = "CURRENT ROW"
    GROUP = "GROUP"
    TIES = "TIES"
    NO_OTHERS = "NO OTHERS"


class _Frame:
    def __init__(self, start=None, end=None, exclusion=None):
        self.start, self.end, self.exclusion = start, end, exclusion


class RowRange(_Frame):
    """So many rows before and behind the current one: negative is before, None without end."""


class ValueRange(_Frame):
    """The rows whose value is so far from that of the current one."""


# Of django.db.models.
_MODELS = """Avg Case Count Exists ExpressionWrapper F FilteredRelation Max Min OuterRef Q StdDev Subquery Sum Value Variance When
Window""".split()
# Of django.db.models.functions.
_FUNCTIONS = """ACos ASin ATan ATan2 Abs Cast Ceil Chr Coalesce Collate Concat Cos Cot CumeDist Degrees DenseRank Exp Extract
ExtractDay ExtractHour ExtractIsoWeekDay ExtractIsoYear ExtractMinute ExtractMonth ExtractQuarter ExtractSecond ExtractWeek
ExtractWeekDay ExtractYear FirstValue Floor Greatest JSONObject LPad LTrim Lag LastValue Lead Least Left Length Ln Log Lower
MD5 Mod Now NthValue Ntile NullIf Ord PercentRank Pi Power RPad RTrim Radians Random Rank Repeat Replace Reverse Right Round
RowNumber SHA1 SHA224 SHA256 SHA384 SHA512 Sign Sin Sqrt StrIndex Substr Tan Trim Trunc TruncDate TruncDay TruncHour TruncMinute TruncMonth TruncQuarter
TruncSecond TruncTime TruncWeek TruncYear Upper""".split()


class Func:
    """A function of the database by its own name: `Func("name", function="HEX", output_field=TextField())`.

    A class derived from it says the same once: `function`, `arity`, `output_field`.
    """

    function = None
    template = "%(function)s(%(expressions)s)"
    arg_joiner = ", "
    arity = None
    output_field = None

    def __new__(cls, *expressions, output_field=None, **extra):
        if cls.arity is not None and cls.arity != len(expressions):
            raise TypeError(
                f"'{cls.__name__}' takes exactly {cls.arity} argument{'s' * (cls.arity != 1)} ({len(expressions)} given)")
        given = {name: extra.get(name, getattr(cls, name)) for name in ("function", "template", "arg_joiner")}
        return _core.call_function(expressions, output_field=output_field or cls.output_field, **given)


__all__ = ["Func", "RowRange", "ValueRange", "WindowFrameExclusion", *_MODELS, *_FUNCTIONS]

globals().update({name: getattr(_core, name) for name in (*_MODELS, *_FUNCTIONS)})
