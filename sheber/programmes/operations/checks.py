"""Checks that several verbs of this room share."""

from collections.abc import Iterable

from sheber.accords.models import Commitment
from sheber.accords.queries import may_receive_programme
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.kernel.refusals import Refused
from sheber.programmes.models import Cluster, Programme
from sheber.registry.enums import OrganisationStatus
from sheber.registry.models import Organisation


def check_body(organisation: Organisation) -> None:
    """A body that nobody has established takes no part in anything."""
    if organisation.status == OrganisationStatus.UNRESOLVED:
        raise Refused("body_not_established", organisation=organisation.name)


def check_commitment(commitment: Commitment | None) -> None:
    """Refuse to rest anything on an open party or on what has ended."""
    if commitment is not None:
        answer = may_receive_programme(commitment)
        if answer.refusal is not None:
            raise answer.refusal


def check_open(cluster: Cluster) -> None:
    if cluster.state == "closed":
        raise Refused("cluster_closed", cluster=cluster.code)


def check_not_closed(programme: Programme) -> None:
    if programme.state == "closed":
        raise Refused("programme_closed", programme=programme.code)


def check_money(amount: Money) -> None:
    if amount.minor <= 0:
        raise Refused("money_not_positive")
    if amount.currency not in MINOR_UNITS:
        raise Refused("money_currency_unknown", currency=amount.currency)


def in_words(labels: Iterable[object]) -> str:
    """Labels of roles in the reader's language, one after another."""
    return ", ".join(map(str, labels))
