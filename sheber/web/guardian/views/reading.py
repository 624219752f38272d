"""Whose child it is; a child of age is seen by nobody else."""

from django.http import Http404, HttpRequest

from sheber.kernel import clock
from sheber.web.applicant import mine
from sheber.web.applicant.mine import Mine
from sheber.web.guardian.wards import Ward, wards
from sheber.web.shared.actors import actor


def ward_of(request: HttpRequest, pseudonym: str) -> Ward:
    """Somebody for whom the reader answers; anybody else is not there."""
    found = wards(actor(request).person, clock.now().date())
    ward = next((one for one in found if one.person.pk == pseudonym), None)
    if ward is None:
        raise Http404
    return ward


def child_of(request: HttpRequest, pseudonym: str) -> Mine:
    """The rows of a child under age; of one of age there is nothing to be read or done."""
    ward = ward_of(request, pseudonym)
    if ward.adult:
        raise Http404
    return mine.of(ward.person.pk, clock.now())
