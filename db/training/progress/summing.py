"""What comes of all times with exercises: by exercise and by rule. Pure."""

from collections.abc import Iterable

from db.training.progress.values import Result, RuleStanding, Standing, Time


def standings(times: Iterable[Time]) -> tuple[Standing, ...]:
    """How far each trainee has come with each exercise, in the order they were first met.

    Times that were only begun count as attempts, but the first time that ended decides what was
    right the first time.
    """
    grouped: dict[tuple[str, str, str], list[Time]] = {}
    for one in times:
        grouped.setdefault((one.trainee, one.course, one.exercise), []).append(one)
    return tuple(_standing(some) for some in grouped.values())


def _standing(times: list[Time]) -> Standing:
    ended = [one for one in times if one.result is not Result.LEFT]
    first_right = bool(ended) and ended[0].is_right
    rules = {rule: first_right for one in times for rule in one.rules} if ended else {}
    first = times[0]
    return Standing(
        first.trainee, first.course, first.exercise,
        any(one.result is Result.SOLVED for one in times),
        any(one.result is Result.SHOWN for one in times),
        sum(one.seconds for one in times), sum(one.hints for one in times), len(times), rules,
    )  # fmt: skip


def by_rule(standings: Iterable[Standing]) -> tuple[RuleStanding, ...]:
    """How one trainee stands with each rule, in the order of the rules."""
    right: dict[str, list[bool]] = {}
    for one in standings:
        for rule, was_right in one.rules.items():
            right.setdefault(rule, []).append(was_right)
    return tuple(
        RuleStanding(rule, sum(some), len(some))
        for rule, some in sorted(right.items(), key=lambda item: int(item[0][1:]))
    )
