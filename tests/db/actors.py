"""The actors that tests act as."""

from db.values import SYSTEM, Actor, Role

STAFF = Actor(Role.STAFF, "Rut Reception")
SCHEDULER = Actor(Role.SCHEDULER, "Sven Schema")
IT = Actor(Role.IT, "Iris IT")
AGENT = Actor(Role.AGENT, "1177 på telefon")
REGION = Actor(Role.REGIONAL_ADMIN, "Rakel Region")
UNIT = Actor(Role.UNIT_ADMIN, "Ulla Enhet")

__all__ = ["AGENT", "IT", "REGION", "SCHEDULER", "STAFF", "SYSTEM", "UNIT"]
