"""``asynja-tui unit``: the unit's connection to 1177, and whether ombud rebook there."""

from argparse import Namespace
from dataclasses import replace

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.usage import Usage
from db.contract.fields import facility_of
from db.setup import clinics
from db.values import Clinic


def show(args: Namespace) -> Answer:
    """The unit's settings."""
    with opened(args.book, args.clinic) as (_, clinic):
        return _answer(clinic)


def change(args: Namespace) -> Answer:
    """Change them, as IT."""
    given = {"connected": args.connected, "agent_rebooks": args.agent_rebooks}
    asked = {field: value == "on" for field, value in given.items() if value}
    if not asked:
        raise Usage("Ange vad som ska ändras: --connected eller --agent-rebooks.")
    with opened(args.book, args.clinic) as (book, clinic):
        if all(getattr(clinic, field) == value for field, value in asked.items()):
            return _answer(clinic)
        return _answer(clinics.save(book, arguments.IT, replace(clinic, **asked)))


def _answer(clinic: Clinic) -> Answer:
    document = {
        "name": clinic.name,
        "hsa_id": facility_of(clinic),
        "system": clinic.system.value,
        "connected": clinic.connected,
        "agent_rebooks": clinic.agent_rebooks,
    }
    connected = "ansluten" if clinic.connected else "inte ansluten"
    agents = "får" if clinic.agent_rebooks else "får inte"
    lines = (
        f"{clinic.name} ({clinics.policy_of(clinic).label}) är {connected} till 1177.",
        f"Ombud {agents} omboka.",
        f"HSA-id i nationella kontraktet (påhittat): {facility_of(clinic)}",
    )
    return Answer(document, lines)
