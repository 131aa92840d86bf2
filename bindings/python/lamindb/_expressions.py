"""Django's query expressions by the names that `django.db.models` and `django.db.models.functions` give them."""

from . import _core

__all__ = """Abs Avg Case Cast Coalesce Concat Count CumeDist DenseRank Exists ExpressionWrapper ExtractDay ExtractHour
ExtractIsoWeekDay ExtractIsoYear ExtractMinute ExtractMonth ExtractQuarter ExtractSecond ExtractWeek
ExtractWeekDay ExtractYear F FirstValue Func LTrim Lag LastValue Lead Left Length Lower Max Min NthValue Ntile
NullIf OuterRef PercentRank Q RTrim Rank Replace Round RowNumber Sign Subquery Substr Sum Trim TruncDate
TruncTime Upper Value When Window""".split()

globals().update({name: getattr(_core, name) for name in __all__})
