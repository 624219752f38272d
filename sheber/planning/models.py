"""How many seats, where, from whose money: plans, their reasons and their approvals."""

from django.db import models

from sheber.demand.models import Line
from sheber.planning.enums import Moment, View
from sheber.programmes.models import Capacity
from sheber.registry.models import Occupation, Organisation, Region


class Plan(models.Model):
    """One plan for the intakes of some years, both included.

    `problem` and `solution` are the file door's texts, as the engine read and wrote them: a
    plan made by hand has none. `gap` is the largest of its stages, as a share. `sources` says
    where money, needs and rates came from, `inputs` is what was handed in beside the rows, for
    the next plan to begin with, `rule_hashes` says which rule packs were in force. `before` is
    what it said before it was last solved again (its content, and people expected by line), empty
    if it never was. What both offices approve is the digest.
    """

    code = models.CharField(max_length=40, unique=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    made_by_hand = models.BooleanField()
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    engine = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=30, blank=True)
    gap = models.FloatField(null=True)
    sources = models.JSONField(default=dict, blank=True)
    inputs = models.JSONField(default=dict, blank=True)
    rule_hashes = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")),
                name="plan_has_years",
                violation_error_message="The last year of a plan is not before the first.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Allocation(models.Model):
    """Seats that a plan gives to one capacity from one fund.

    `groups` are those of the whole capacity, and the same on the row of each of its funds.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="+")
    fund = models.CharField(max_length=40)
    groups = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "capacity", "fund"), name="allocation_once"),
            models.CheckConstraint(
                condition=models.Q(seats__gt=0),
                name="allocation_has_seats",
                violation_error_message="Give at least one seat, or leave the row out.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seats} of {self.capacity_id}"


class Coverage(models.Model):
    """Seats of an allocation that are meant for one line of demand."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "coverages"
        constraints = (
            models.UniqueConstraint(fields=("allocation", "line"), name="coverage_once"),
        )

    def __str__(self) -> str:
        return f"{self.seats} for line {self.line_id}"


class Override(models.Model):
    """An office fixes the seats of a capacity, with a reason that stays in the log.

    Without a fund it holds for all seats of the capacity together.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="+")
    fund = models.CharField(max_length=40, blank=True)
    seats = models.PositiveIntegerField()
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "capacity", "fund"), name="override_once"),
        )

    def __str__(self) -> str:
        return f"{self.seats} of {self.capacity_id} by {self.office_id}"


class LineOutlook(models.Model):
    """How many people a plan expects for a line of demand, and the code of what limits it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    expected = models.FloatField()
    limited_by = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "line"), name="line_outlook_once"),)

    def __str__(self) -> str:
        return f"line {self.line_id}"


class Workforce(models.Model):
    """People at work in an occupation of a region when a year begins, as somebody counted them.

    Of those at work when a year begins, `retire_thousandths` stop for good in it and
    `leave_thousandths` go elsewhere; `join` people a year come who are no graduates of a plan.
    Two sources that disagree are both kept; a plan rests on the latest count.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    retire_thousandths = models.PositiveSmallIntegerField()
    leave_thousandths = models.PositiveSmallIntegerField(default=0)
    join = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300)
    as_of = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "occupation", "year", "source", "as_of"),
                name="workforce_counted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    retire_thousandths__lte=1000 - models.F("leave_thousandths"),
                    leave_thousandths__lte=1000,
                ),
                name="workforce_leaves_once",
                violation_error_message="At most all who are at work can retire or leave.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.people} of {self.occupation_id} in {self.region_id}, {self.year}"


class Proposal(models.Model):
    """What a plan said when it was put before the offices: kept, so that a change can be shown."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    content = models.TextField()
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "digest"), name="proposal_once"),)

    def __str__(self) -> str:
        return f"{self.plan_id} as of {self.proposed_at:%Y-%m-%d}"


class Approval(models.Model):
    """An office has approved exactly the plan with this digest."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "office"), name="plan_approval_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} by {self.office_id}"


class Opinion(models.Model):
    """What a region or an employer thinks of a plan, at one of three moments.

    It is of the plan with this `digest`; the words of it are the reason of its event, where they
    can be erased. A later opinion of the same party at the same moment takes its place. An office
    may answer; its words stand with that event.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=12, choices=Moment.choices)
    view = models.CharField(max_length=10, choices=View.choices)
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "organisation", "moment"), name="opinion_once_at_a_moment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.plan_id}: {self.view}"


class Pricing(models.Model):
    """What one step more of something would add to a solved plan, found by searching again.

    `content` is the file door's text (`sheber.prices/1`). It speaks of the problem with this
    digest, and of no other; it decides nothing, so no approval is of it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    problem_digest = models.CharField(max_length=64)
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.plan_id} as of {self.made_at:%Y-%m-%d}"


class Ensemble(models.Model):
    """A solved plan's problem planned again in many scenarios.

    `content` is the file door's text (`sheber.ensemble/1`): the scenarios, ranges, and how the
    plan does in each of them beside the plan that does best across all. It speaks of the problem
    with this digest, and of no other.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    problem_digest = models.CharField(max_length=64)
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.plan_id} as of {self.made_at:%Y-%m-%d}"
