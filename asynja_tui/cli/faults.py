"""How the faults of a file, a world's or an exercise's, stand in ``--json``."""

from db.worlds.reading import Fault


def fault_document(fault: Fault) -> dict[str, object]:
    """One fault; what is not known of where it stands is null."""
    return {
        "table": fault.table or None,
        "number": fault.number or None,
        "key": fault.key or None,
        "line": fault.line or None,
        "text": fault.sentence,
    }
