"""What every room stands on: the sealed log, the mark of an installation, uploads, jobs."""

from django.db import models


class Seal(models.Model):
    """One link of the hash chain: a batch of events, hashed onto the link before it."""

    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class Event(models.Model):
    """One act: who, for which organisation, what, on what, from, to, when.

    Holds ids, codes and numbers only, so that a person can be erased and the chain still
    verifies. `actor`, `organisation` and the subject are opaque: a type label and a key.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    actor = models.CharField(max_length=60)
    organisation = models.CharField(max_length=60, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    reason_hash = models.CharField(max_length=64, blank=True)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("subject_type", "subject_key"), name="event_subject"),
            models.Index(fields=("verb",), name="event_verb"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_key}"


class Reason(models.Model):
    """A reason in free words. Erasable: the event keeps only its salted hash."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="+")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of event {self.pk}"


class Installation(models.Model):
    """The one row that says what this database is: real, or a demo with a clock of its own."""

    class Kind(models.TextChoices):
        REAL = "real"
        DEMO = "demo"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    demo_now = models.DateTimeField(null=True)
    demo_seed = models.PositiveIntegerField(null=True)
    demo_size = models.CharField(max_length=20, blank=True)
    # The stage up to which the demo was asked for, and the last one that stands.
    demo_until = models.CharField(max_length=20, blank=True)
    demo_stage = models.CharField(max_length=20, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(only=True), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind="real", demo_now__isnull=True)
                | models.Q(kind="demo", demo_now__isnull=False),
                name="installation_clock_matches_kind",
            ),
        )

    def __str__(self) -> str:
        return self.kind

    @property
    def is_finished(self) -> bool:
        """Whether all that was asked for stands; a demo whose making was stopped is unfinished."""
        return self.kind == self.Kind.REAL or (
            bool(self.demo_stage) and self.demo_stage == self.demo_until
        )


class Upload(models.Model):
    """A file that somebody handed in: read, checked line by line, then applied or let go.

    Seen by its own side only: `organisation` (or `actor` alone, where there is none) is an
    opaque key. After `expires_on` the words of its lines are erased; what they became stays.
    """

    kind = models.CharField(max_length=40)
    actor = models.CharField(max_length=60)
    organisation = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    head = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    at = models.DateTimeField()
    expires_on = models.DateField()
    erased = models.BooleanField(default=False)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class UploadedLine(models.Model):
    """A line of an upload as it was typed, what is wrong with it, and what it became.

    `faults`: lists of [column, code, facts]. `content` is a hash of what the line means, equal
    for two lines that ask for the same; `became` is the key of the row made from it.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    verdict = models.CharField(max_length=20, blank=True)
    content = models.CharField(max_length=64, blank=True)
    became = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("content",), name="uploaded_line_content"),)
        constraints = (
            models.UniqueConstraint(fields=("upload", "number"), name="uploaded_line_once"),
        )

    def __str__(self) -> str:
        return f"line {self.number} of upload {self.upload_id}"


class Job(models.Model):
    """Work that was asked for and is done beside the site; see `kernel.jobs`.

    `subject` and `given` are opaque keys and codes, `actor` is who asked, in the roles of that
    moment. `stage` is a code and `share` how much lies behind, in hundredths; `told` is what the
    work says of itself meanwhile, in codes and numbers. A worker holds the job until
    `lease_until`. `outcome`: done, refused (`refusal` has code and facts), failed or cancelled.
    """

    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    given = models.JSONField(default=dict)
    actor = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=40, blank=True)
    share = models.PositiveSmallIntegerField(default=0)
    told = models.JSONField(default=dict)
    worker = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    refusal = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("subject_type", "subject_key"),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_job_of_a_subject",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_key}"
