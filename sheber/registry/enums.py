from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Certainty(models.TextChoices):
    """How far a fact may be trusted; shown beside it wherever it stands. The firmest first."""

    PUBLISHED = "published", pgettext_lazy("certainty", "published")
    MEMORY_HIGH = "memory_high", _("to be verified, probably right")
    MEMORY_MEDIUM = "memory_medium", _("to be verified, uncertain")
    MEMORY_LOW = "memory_low", _("to be verified, doubtful")
    INFERRED = "inferred", _("inferred, no source")
    NEEDS_LAWYER = "needs_lawyer", _("needs a lawyer")


def weakest(*marks: str) -> str:
    """Of several marks on one fact the one that counts."""
    return max(marks, key=Certainty.values.index)


class OrganisationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("enterprise")
    COLLEGE = "college", _("college")
    UNIVERSITY = "university", _("university")
    BRANCH = "branch", _("branch of a university")
    SCHOOL = "school", _("school")
    ACADEMY = "academy", _("academy for managers")
    MINISTRY = "ministry", _("ministry")
    REGIONAL_AUTHORITY = "regional_authority", _("regional ministry or akimat")
    PROGRAMME_OFFICE = "programme_office", _("programme office")


TRAINING_KINDS = (
    OrganisationKind.COLLEGE,
    OrganisationKind.UNIVERSITY,
    OrganisationKind.BRANCH,
    OrganisationKind.SCHOOL,
    OrganisationKind.ACADEMY,
)


class OrganisationStatus(models.TextChoices):
    OPERATING = "operating", _("operating")
    PLANNED = "planned", pgettext_lazy("organisation", "planned")
    CLOSED = "closed", pgettext_lazy("organisation", "closed")
    UNRESOLVED = "unresolved", _("not established which body is meant")


class AliasKind(models.TextChoices):
    """Why another name stands beside the one that the registry uses."""

    ABBREVIATION = "abbreviation", _("abbreviation")
    DATA_SET = "data_set", _("as a data set writes it")
    FORMER = "former", _("former name")
    GARBLED = "garbled", _("garbled by a source")
    KIND = "kind", _("with another kind of division")
    PRESS = "press", _("as the press writes it")
    SPELLING = "spelling", _("another spelling")
    TRANSLITERATION = "transliteration", _("transliteration")
    USAGE = "usage", _("in use beside it")


class Role(models.TextChoices):
    """In what capacity an account acts."""

    APPLICANT = "applicant", _("applicant")
    GUARDIAN = "guardian", _("guardian")
    EMPLOYER = "employer", _("employer")
    COLLEGE = "college", _("college or university")
    CLUSTER = "cluster", _("cluster manager")
    OFFICE = "office", _("programme office")
    REGION = "region", _("regional ministry or akimat")
    ADMISSIONS = "admissions", _("admissions office")
    MENTOR = "mentor", _("mentor")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class EntryBasis(models.TextChoices):
    """After what a person enters; the age follows from the person, not from this."""

    GRADE_9 = "grade_9", _("after grade 9")
    GRADE_11 = "grade_11", _("after grade 11")
    COLLEGE = "college", _("after college")


class RuleKind(models.TextChoices):
    INTEGER = "integer"
    SHARE = "share"
    MONEY = "money"
    DATE_OF_YEAR = "date_of_year"
    LIST = "list"
    TABLE = "table"
    TEXT_CODE = "text_code"
    BOOLEAN = "boolean"
    UNKNOWN = "unknown"


class AnswerBasis(models.TextChoices):
    """On what an office rests its answer to a rule that the packs do not know."""

    DOCUMENT = "document", _("a document")
    ASSUMPTION = "assumption", _("an assumption")
