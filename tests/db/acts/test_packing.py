"""What takes an act back as text: read as it was written, and refused where it is another form."""

import pytest

from db.acts.packing import NotUnderstood, packed, steps_of, unpacked
from db.rules.changes.same_as_shown import Who
from db.schedule.slot_stamp import SlotStamp, Trace
from db.setup.resources import Pair
from db.values import Resource, ResourceKind, Template, TemplateRow, TimeType, Weekday

STAMP = SlotStamp(1, 2, 3, 30, 4, None, False, 1)
VALUES = [
    pytest.param(tuple[SlotStamp, ...], (STAMP, STAMP), id="named-tuples"),
    pytest.param(tuple[Trace, ...], (Trace(STAMP, None, Who("Å", 9)),), id="in-each-other"),
    pytest.param(tuple[int, str, str], (1, "", "å\n"), id="plain"),
    pytest.param(Pair, (None, Resource(1, "R", ResourceKind.PERSON, 1, None, "", 3)), id="enum"),
    pytest.param(
        Template, Template(1, "M", (TemplateRow(Weekday.MONDAY, 1, 2, 1, None, 1),)), id="rows"
    ),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_what_is_packed_is_unpacked_the_same(kind: object, value: object) -> None:
    ((how, told),) = steps_of(packed([("how", value)]))
    assert (how, unpacked(kind, told)) == ("how", value)


def test_a_field_that_has_come_since_stands_as_it_does() -> None:
    """An older program's type knew no colour."""
    ((_, told),) = steps_of(packed([("how", TimeType(1, "Namn"))]))
    del told["colour"]
    assert unpacked(TimeType, told) == TimeType(1, "Namn")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (TimeType, {"id": 1, "gone": 2}), (TimeType, {"id": "1"}), (Resource, {"kind": "x"}),
        (tuple[int, str], [1]), (tuple[int, ...], 3), (SlotStamp, {}),
    ],
)  # fmt: skip
def test_another_form_is_not_understood(kind: object, told: object) -> None:
    with pytest.raises(NotUnderstood):
        unpacked(kind, told)


@pytest.mark.parametrize("text", ["", "x", "3", '[["a"]]'])
def test_what_is_no_list_of_steps_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        steps_of(text)
