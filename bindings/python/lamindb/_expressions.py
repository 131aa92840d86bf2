"""Django's query expressions by the names that `django.db.models` and `django.db.models.functions` give them."""

from . import _core

__all__ = """Abs Avg Case Coalesce Concat Count Exists ExtractDay ExtractHour ExtractIsoWeekDay ExtractIsoYear
ExtractMinute ExtractMonth ExtractQuarter ExtractSecond ExtractWeek ExtractWeekDay ExtractYear F LTrim Length Lower
Max Min NullIf OuterRef Q RTrim Replace Round Subquery Substr Sum Trim TruncDate TruncTime Upper Value When""".split()

globals().update({name: getattr(_core, name) for name in __all__})
