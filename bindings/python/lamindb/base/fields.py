"""Fields for registries of one's own; `lamindb.models.Record` says how they are declared."""

from .._custom import field_class

(BooleanField, BigIntegerField, CharField, DateField, DateTimeField, DurationField, EmailField, FloatField, ForeignKey,
 IntegerField, JSONField, OneToOneField, TextField, URLField) = map(field_class, (
     "BooleanField", "BigIntegerField", "CharField", "DateField", "DateTimeField", "DurationField", "EmailField",
     "FloatField", "ForeignKey", "IntegerField", "JSONField", "OneToOneField", "TextField", "URLField"))
