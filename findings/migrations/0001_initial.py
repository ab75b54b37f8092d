"""Findings, their history and the ledgers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import findings.models
import hefesto_site.api.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DayLedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(db_collation="C", max_length=10)),
                ("seen_on", models.DateField()),
                ("n", models.IntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.project"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "day ledger entries",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    findings.models.FirstSightField(editable=False, primary_key=True, serialize=False),
                ),
                ("fingerprint", models.BinaryField(max_length=16)),
                (
                    "content",
                    models.BigIntegerField(
                        default=0,
                        editable=False,
                        help_text="Digest of what the last analysis said; equal: nothing to rewrite.",
                    ),
                ),
                (
                    "simhash",
                    models.BigIntegerField(default=0, editable=False, help_text="Similar code has similar bits."),
                ),
                ("rule", models.CharField(db_collation="C", max_length=100)),
                ("analyzer", models.CharField(db_collation="C", max_length=50)),
                (
                    "severity",
                    models.PositiveSmallIntegerField(choices=[(1, "LOW"), (2, "MEDIUM"), (3, "HIGH"), (4, "CRITICAL")]),
                ),
                ("cwe", models.PositiveIntegerField(blank=True, null=True)),
                ("file_path", models.CharField(db_collation="C", max_length=2000)),
                ("line", models.PositiveIntegerField()),
                ("column", models.PositiveIntegerField(blank=True, null=True)),
                ("end_line", models.PositiveIntegerField()),
                ("function", models.CharField(blank=True, max_length=500, null=True)),
                ("class_name", models.CharField(blank=True, max_length=500, null=True)),
                ("description", models.TextField()),
                ("recommendation", models.TextField()),
                ("code_snippet", models.TextField(blank=True, default="")),
                ("confidence", models.FloatField()),
                ("metadata", models.JSONField(blank=True, default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved"),
                            ("ignored", "Ignored"),
                            ("wontfix", "Won't fix"),
                        ],
                        db_collation="C",
                        default="open",
                        max_length=10,
                    ),
                ),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField()),
                (
                    "seen_on",
                    models.GeneratedField(
                        db_persist=True, expression=findings.models.UtcDay("last_seen"), output_field=models.DateField()
                    ),
                ),
                (
                    "missing_since",
                    models.DateTimeField(
                        blank=True,
                        help_text="When an analysis that looked for it did not see it; empty while it is there.",
                        null=True,
                    ),
                ),
                ("occurrence_count", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("updated_by", models.CharField(blank=True, default="", max_length=254)),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="access.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hefesto_site.api.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("timestamp", models.DateTimeField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("resolved", "Resolved"),
                            ("ignored", "Ignored"),
                            ("wontfix", "Won't fix"),
                            ("reopened", "Reopened"),
                            ("severity_updated", "Severity updated"),
                            ("moved", "Moved"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        blank=True, default="", help_text="Who, in words; empty: the system.", max_length=254
                    ),
                ),
                ("from_value", models.TextField(blank=True, default="")),
                ("to_value", models.TextField(blank=True, default="")),
                ("comment", models.TextField(blank=True, default="")),
                ("analysis_id", models.UUIDField(blank=True, null=True)),
                (
                    "finding",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="findings.finding",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(db_collation="C", max_length=10)),
                ("severity", models.PositiveSmallIntegerField()),
                ("analyzer", models.CharField(db_collation="C", max_length=50)),
                ("rule", models.CharField(db_collation="C", max_length=100)),
                ("cwe", models.PositiveIntegerField(null=True)),
                ("n", models.IntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.project"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ledger entries",
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["status", "id"], name="finding_by_status"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["project", "status", "id"], name="finding_by_project"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["severity", "id"], name="finding_by_severity"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["analyzer", "id"], name="finding_by_analyzer"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["rule", "id"], include=("project", "status", "simhash"), name="finding_by_rule"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("cwe__isnull", False)),
                fields=["cwe", "id"],
                include=("project", "status", "simhash"),
                name="finding_by_cwe",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["file_path", "id"], include=("project", "status"), name="finding_by_file"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["status", "seen_on"], include=("id", "project"), name="finding_by_day"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("project", "fingerprint"), name="finding_identity"),
        ),
        migrations.AddIndex(
            model_name="findingevent",
            index=models.Index(
                condition=models.Q(("user__isnull", False)), fields=["user"], name="findingevent_by_user"
            ),
        ),
    ]
