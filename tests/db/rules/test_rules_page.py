"""docs/REGLER.md is what the rules say."""

from typing import Any

from db.rules.changes.changes import CANCEL_RULES
from db.rules.offer import booking_shown, time_rules
from db.rules.remedies.remedies import CURES
from db.rules.rule import Rule
from db.values import Role
from tools import rules_page
from tools.rules_cases import sentences


def test_the_page_is_current() -> None:
    written = rules_page.PAGE.read_text(encoding="utf-8")
    assert written == rules_page.page(), "python -m tools.rules_page"


def test_every_rule_stands_there_once_with_its_source_and_remedy() -> None:
    page = rules_page.page()
    for (name, label), rule in rules_page.every().items():
        assert page.count(f"- **{name}** – {label}\n") == 1
        assert f"Källa: {rule.source}." in page
    explained: tuple[Rule[Any], ...] = (
        *time_rules.RULES,
        *booking_shown.RULES,
        *CANCEL_RULES[Role.CITIZEN],
    )
    for rule in explained:
        assert sentences(rule, yes=True), rule.name
        assert sentences(rule, yes=False), rule.name
    for cure in CURES.values():
        assert cure.what in page
        assert cure.none in page
