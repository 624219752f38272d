"""What an office can do with a lottery as it stands: each act by its own form."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import operations
from sheber.admissions.models import Campaign, Lottery, LotteryParty
from sheber.admissions.operations import StandIn
from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.registry.queries import offices
from sheber.web.office.acts import Act
from sheber.web.office.forms import Reason, words
from sheber.web.office.preparing import moment

HASH = r"^[0-9a-f]{64}$"


def hashed(label: Any, help_text: Any) -> forms.RegexField:
    """A field for 32 bytes in hexadecimal digits."""
    return forms.RegexField(HASH, label=label, help_text=help_text, max_length=64, strip=True)


class Beginning(forms.Form):
    first = forms.ModelChoiceField(
        label=gettext_lazy("Whose secret stands first in the seed"),
        queryset=Organisation.objects.none(),
        help_text=gettext_lazy("The order is stated now and does not change the odds of anybody."),
    )
    reveal_by = moment(gettext_lazy("Secrets are revealed until"))
    source = words(
        gettext_lazy("Public source that stands in for silence"),
        help_text=gettext_lazy(
            "Something that anyone can read and nobody can steer, and that is published after the "
            "deadline: say whose, which number, and how it is written down."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].queryset = offices()


class Commitment(forms.Form):
    commitment = hashed(
        gettext_lazy("Hash of the secret"),
        gettext_lazy("SHA-256 of your secret: 64 digits 0–9 and a–f, as the command prints it."),
    )
    list_sha256 = hashed(
        gettext_lazy("Hash of the list"),
        gettext_lazy("As the command prints it for the list that you downloaded and looked at."),
    )


class Secret(forms.Form):
    secret = hashed(
        gettext_lazy("Secret"),
        gettext_lazy("The 64 digits in the file that the command made. They become public."),
    )


class Standing(forms.Form):
    text = words(
        gettext_lazy("What the source published"),
        1000,
        help_text=gettext_lazy("To the letter: the seed is made of exactly these signs."),
    )
    evidence = words(gettext_lazy("Where it can be read"), 1000)
    published_at = moment(gettext_lazy("Published"))


def acts(
    campaign: Campaign,
    lottery: Lottery | None,
    parties: Sequence[LotteryParty],
    who: Actor,
    now: datetime,
) -> list[Act]:
    """What this office can do now; nothing for whoever only reads."""
    if not who.has_role(Role.OFFICE):
        return []
    if lottery is None:
        return [_begin(campaign)] if campaign.state == "closed" else []
    own = next((one for one in parties if who.acts_for(one.office_id)), None)
    in_time = now < lottery.reveal_by
    known = any(one.has_given for one in parties)
    found: list[Act] = []
    if lottery.state == "committing" and own and not own.commitment and in_time:
        found.append(_commit(lottery, own.office))
    if lottery.state == "revealing" and own and not own.has_given and in_time:
        found.append(_reveal(lottery, own.office))
    if lottery.state == "revealing" and not in_time:
        found += [_stand_in(lottery, one) for one in parties if not one.has_given]
    if lottery.state == "revealing" and all(one.has_given for one in parties):
        found.append(_draw(lottery))
    if lottery.state in ("committing", "revealing") and not known:
        found.append(_annul(lottery))
    return found


def _begin(campaign: Campaign) -> Act:
    def run(given: dict[str, Any], actor: Actor, now: datetime) -> object:
        first = given["first"]
        rest = [one for one in offices() if one.pk != first.pk]
        return operations.begin_lottery(
            campaign,
            parties=[first, *rest],
            reveal_by=_utc(given["reveal_by"]),
            source=given["source"],
            actor=actor,
            now=now,
        )

    return Act(
        "begin",
        _("Begin the lottery"),
        _("Begin"),
        run,
        _("The lottery has begun. Each office commits next."),
        make=Beginning,
        open=True,
    )


def _commit(lottery: Lottery, office: Organisation) -> Act:
    return Act(
        "commit",
        _("Commit for your office"),
        _("Commit"),
        lambda given, actor, now: operations.commit(
            lottery, office=office, actor=actor, now=now, **given
        ),
        _("Your office has committed. Keep the secret until all have."),
        make=Commitment,
        hint=_(
            "Download the list, run “sheber lottery commit ids.txt --secret secret.hex” on your "
            "own machine, and copy both lines that it prints. The secret stays with you."
        ),
        open=True,
    )


def _reveal(lottery: Lottery, office: Organisation) -> Act:
    return Act(
        "reveal",
        _("Reveal the secret of your office"),
        _("Reveal"),
        lambda given, actor, now: operations.reveal(
            lottery, office=office, actor=actor, now=now, **given
        ),
        _("The secret is revealed and matches what your office committed to."),
        make=Secret,
        open=True,
    )


def _stand_in(lottery: Lottery, party: LotteryParty) -> Act:
    def run(given: dict[str, Any], actor: Actor, now: datetime) -> object:
        published = StandIn(given["text"], given["evidence"], _utc(given["published_at"]))
        return operations.stand_in(lottery, published, office=party.office, actor=actor, now=now)

    return Act(
        f"stand_in_{party.place}",
        _("Put the source in place of: %(office)s") % {"office": party.office.name},
        _("Enter what was published"),
        run,
        _("What the source published stands in."),
        make=Standing,
        hint=_("The office did not reveal in time. The source named at the start: %(source)s")
        % {"source": lottery.source},
        open=True,
    )


def _draw(lottery: Lottery) -> Act:
    return Act(
        "draw",
        _("Draw: join what the offices gave"),
        _("Draw"),
        lambda _given, actor, now: operations.draw(lottery, actor=actor, now=now),
        _("The lottery is drawn and public. It never changes."),
        open=True,
    )


def _annul(lottery: Lottery) -> Act:
    return Act(
        "annul",
        _("Annul this draw and begin another"),
        _("Annul"),
        lambda given, actor, now: operations.annul(
            lottery, reason=given["reason"], actor=actor, now=now
        ),
        _("The draw is annulled. Another may begin."),
        make=Reason,
        hint=_("Only while no secret is known."),
        danger=True,
    )


def _utc(given: datetime) -> datetime:
    return given.replace(tzinfo=UTC)
