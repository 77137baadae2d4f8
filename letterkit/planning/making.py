"""Makes the plan of one case."""

from collections.abc import Iterator
from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.guide import guides_for
from letterkit.domain.plan import Deadline, Notice, Plan
from letterkit.domain.proof import missing_proof_for
from letterkit.domain.venue import reply_days
from letterkit.errors.answers import BadValueError
from letterkit.marking import N_
from letterkit.planning.advice import advice_for
from letterkit.planning.deadlines import deadlines_for, stages_of
from letterkit.planning.doubts import doubts_about
from letterkit.planning.stages import stage_of
from letterkit.planning.steps import next_step
from letterkit.planning.venues import venue_states

_ENDS = ("protection-ends", "open-dispute")
_COSTS_THE_CASE = (
    "protection-ends", "open-dispute", "answer-offer", "appeal",
    "payment-claim", "payment-escalate", "chargeback",
)  # fmt: skip
"""Deadlines that are said first when they are near or past."""


def plan(case: Case, catalog: Catalog, *, today: date, zone: tzinfo = UTC) -> Plan:
    """Return where `case` stands and what to do.

    `zone` is the buyer's where the case does not name one.

    Raises:
        UnknownIdError: the case names a marketplace, a problem or a reply that `catalog` does not
            have.
        BadValueError: the case names a zone that does not exist.
    """
    marketplace = known(catalog.marketplaces, "marketplace", case.marketplace, key="marketplace")
    known(catalog.problems, "problem", case.problem, key="problem")
    for reply in case.replies_to:
        known(catalog.replies, "choice", reply, key="replies_to")
    zone = zone_named(case.buyer.zone) if case.buyer.zone else zone
    stage = stage_of(
        case, catalog, today=today, reply_days=reply_days("message", marketplace, catalog)
    )
    deadlines = deadlines_for(case, catalog, stage=stage, today=today, zone=zone)
    step = next_step(case, catalog, stage=stage, today=today, deadlines=deadlines)
    letter = catalog.letters.get(case.letter or step.letter)
    advice = advice_for(case, catalog, stage=stage, letter=step.letter, today=today)
    return Plan(
        marketplace=marketplace.id,
        stage=stage,
        today=today,
        zone=str(zone),
        hard=(
            *_unknown_end(case, catalog, stage=stage, deadlines=deadlines),
            *_hard_things(deadlines, catalog),
        ),
        step=step.id,
        says=Notice(
            id=step.id,
            says=catalog.steps[step.id].says,
            values={"until": step.until, "marketplace": marketplace.name},
        ),
        letter=step.letter,
        by=step.by,
        counted=step.counted,
        deadlines=deadlines,
        missing=tuple(missing_proof_for(case, catalog, letter)),
        traps=advice["trap"],
        tips=advice["tip"],
        venues=venue_states(case, catalog, stage=stage, step=step.id, deadlines=deadlines),
        guides=guides_for(
            case,
            catalog.guides.values(),
            stage=stage,
            letter=case.letter or step.letter,
        ),
        doubts=doubts_about(case, catalog, today=today),
    )


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        BadValueError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValueError(name, "zone", key="buyer.zone") from error


def _unknown_end(
    case: Case, catalog: Catalog, *, stage: str, deadlines: tuple[Deadline, ...]
) -> Iterator[Notice]:
    """Tell whoever can still open a dispute that nothing here says until when."""
    rules = catalog.marketplaces[case.marketplace].rules
    if (
        stage != "protection-over"
        and stage in stages_of(catalog.deadlines["protection-ends"], case)
        and any(rule.about in _ENDS and rule.bound == "latest" for rule in rules)
        and not any(each.about in _ENDS and each.bound == "latest" for each in deadlines)
    ):
        yield Notice(
            id="end-unknown",
            says=N_(
                "It is not known until when you can open a dispute. "
                "Look at the order page today, and enter the day when your protection ends."
            ),
        )


def _hard_things(deadlines: tuple[Deadline, ...], catalog: Catalog) -> tuple[Notice, ...]:
    urgent = catalog.cautions["urgent"].value
    return tuple(
        _hard(deadline, catalog.deadlines[deadline.about].label)
        for deadline in deadlines
        if deadline.bound == "latest"
        and deadline.about in _COSTS_THE_CASE
        and deadline.days_left <= urgent
    )


def _hard(deadline: Deadline, label: str) -> Notice:
    if deadline.days_left < 0:
        says = (
            N_("%(deadline)s: the day was %(day)s. It is past or nearly past.")
            if deadline.own
            else N_(
                "%(deadline)s: by the strictest rule the day was %(day)s. "
                "Try it all the same, and at once."
            )
        )
    elif deadline.days_left == 0:
        says = N_("%(deadline)s: the last safe day is today. Official day: %(day)s.")
    else:
        says = N_("%(deadline)s: the last safe day is %(safe)s. Official day: %(day)s.")
    return Notice(
        id=deadline.about,
        says=says,
        values={"deadline": label, "day": deadline.day, "safe": deadline.safe},
    )
