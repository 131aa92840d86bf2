"""Fields for registries of one's own; `lamindb.models.Record` says how they are declared."""

from .. import _custom as _fields

(BigIntegerField, BinaryField, BooleanField, CharField, DateField, DateTimeField, DecimalField, DurationField, EmailField,
 FileField, FloatField, ForeignKey, GenericIPAddressField, ImageField, IntegerField, JSONField, OneToOneField,
 PositiveIntegerField, PositiveSmallIntegerField, SlugField, SmallIntegerField, TextField, TimeField, URLField,
 UUIDField) = map(_fields.field_class, (
     "BigIntegerField", "BinaryField", "BooleanField", "CharField", "DateField", "DateTimeField", "DecimalField",
     "DurationField", "EmailField", "FileField", "FloatField", "ForeignKey", "GenericIPAddressField", "ImageField",
     "IntegerField", "JSONField", "OneToOneField", "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField",
     "SmallIntegerField", "TextField", "TimeField", "URLField", "UUIDField"))
