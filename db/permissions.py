"""Who may do what. Screens hide it; the operations refuse it all the same."""

from db.basics import ROLE_LABELS, Actor, Role
from db.errors import NotAllowed

CARE = frozenset({Role.STAFF, Role.SCHEDULER, Role.IT, Role.SYSTEM})
"""Book, cancel and rebook for patients; events; the log."""

SCHEDULERS = frozenset({Role.SCHEDULER, Role.IT, Role.SYSTEM})
"""Also types, resources, templates and laying out."""

IT = frozenset({Role.IT, Role.SYSTEM})
"""Also ombud types, journal system and connection."""

CASE_MAKERS = frozenset({Role.REGIONAL_ADMIN, Role.IT, Role.SYSTEM})
"""Put up ärendetyper (R112)."""

CASE_ACTIVATORS = frozenset({Role.UNIT_ADMIN, Role.IT, Role.SYSTEM})
"""Activate ärendetyper and write their terms (R112)."""

BOOKERS = CARE | {Role.CITIZEN, Role.AGENT}
"""Book, rebook and cancel; a citizen only for themselves."""


def require(actor: Actor, roles: frozenset[Role], what: str) -> None:
    """Refuse the actor unless its role is one of ``roles``.

    Args:
        what: the act in Swedish, to fit ``… får inte {what}.``.

    Raises:
        NotAllowed: the role is not among them.
    """
    if actor.role not in roles:
        raise NotAllowed("not-allowed", f"{ROLE_LABELS[actor.role]} får inte {what}.")
