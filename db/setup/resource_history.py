"""Which resource a visit of the past was with, whatever it is called now.

The book's own history has the resource's id beside the name it had then. An imported log has only
names: a name is the resource's that had it first (the table ``resource_name``, kept by triggers),
so that renaming a resource changes no sum. A name that no resource has had is nobody's until one
is made or renamed so.
"""

from db.book import Reader
from db.rules.log.query import fold


class ResourceHistory:
    """The names that a clinic's resources have and have had."""

    def __init__(self, reader: Reader, clinic: int) -> None:
        rows = reader.rows(
            "SELECT name, resource_id FROM resource_name WHERE clinic_id = ?", (clinic,)
        )
        self._named: dict[str, int] = dict(rows)
        self._folded: dict[str, set[int]] = {}
        for name, resource in rows:
            self._folded.setdefault(fold(name), set()).add(resource)
        sql = "SELECT id, name FROM resource WHERE clinic_id = ?"
        self.names: dict[int, str] = dict(reader.rows(sql, (clinic,)))
        """What each resource is called now."""

    def whose(self, resource: int | None, name: str) -> int | None:
        """The id of the resource; None where nobody knows, or two could be meant.

        Args:
            resource: the id that history has, if it has any.
            name: what the resource was called then.
        """
        if resource is not None:
            return resource
        if name in self._named:
            return self._named[name]
        alike = self._folded.get(fold(name), set())
        return next(iter(alike)) if len(alike) == 1 else None
