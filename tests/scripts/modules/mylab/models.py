from __future__ import annotations

from django.db import models
from django.db.models import CASCADE, PROTECT
from lamindb.base import ids
from lamindb.base.fields import (
    BooleanField,
    CharField,
    DateField,
    FloatField,
    ForeignKey,
    IntegerField,
    TextField,
)
from lamindb.models import (
    Artifact,
    BasicRecord,
    CanCurate,
    Feature,
    LinkORM,
    Record,
    TracksRun,
    TracksUpdates,
    ULabel,
)


class Instrument(Record, CanCurate, TracksRun, TracksUpdates):
    """An instrument.

    Example:
        >>> mylab.Instrument(name="x")
    """

    class Meta(Record.Meta, TracksRun.Meta, TracksUpdates.Meta):
        abstract = False

    _name_field: str = "name"

    id: int = models.AutoField(primary_key=True)
    uid: str = CharField(unique=True, max_length=12, default=ids.base62_12)
    name: str = CharField(max_length=150, db_index=True, unique=True)
    vendor: str | None = CharField(max_length=64, null=True)
    serial_number: int | None = IntegerField(null=True)
    precision: float | None = FloatField(null=True)
    bought: str | None = DateField(null=True)
    in_use: bool = BooleanField(default=True)
    notes: str | None = TextField(null=True)
    parents: Instrument = models.ManyToManyField("self", symmetrical=False, related_name="children")

    def label(self):
        return f"{self.name} ({self.vendor})"


class Reading(Record, CanCurate, TracksRun, TracksUpdates):
    """A reading of an instrument."""

    class Meta(Record.Meta, TracksRun.Meta, TracksUpdates.Meta):
        abstract = False

    id: int = models.AutoField(primary_key=True)
    uid: str = CharField(unique=True, max_length=12, default=ids.base62_12)
    name: str = CharField(max_length=255, db_index=True)
    instrument: Instrument = ForeignKey(Instrument, PROTECT, related_name="readings")
    ulabels: ULabel = models.ManyToManyField(ULabel, related_name="readings")
    artifacts: Artifact = models.ManyToManyField(Artifact, through="ArtifactReading", related_name="readings")


class ArtifactReading(BasicRecord, LinkORM, TracksRun):
    id: int = models.BigAutoField(primary_key=True)
    artifact: Artifact = ForeignKey(Artifact, CASCADE, related_name="links_reading")
    reading: Reading = ForeignKey(Reading, PROTECT, related_name="links_artifact")
    feature: Feature = ForeignKey(Feature, PROTECT, null=True, default=None, related_name="links_artifactreading")
    label_ref_is_name: bool | None = BooleanField(null=True, default=None)
    feature_ref_is_name: bool | None = BooleanField(null=True, default=None)

    class Meta:
        unique_together = ("artifact", "reading", "feature")
