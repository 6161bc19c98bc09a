"""docs/KURSEN.md is what the exercises say of themselves, and no slide is without one."""

from db.training.exercise import course
from tools import course_page


def test_the_page_is_current() -> None:
    written = course_page.PAGE.read_text(encoding="utf-8")
    assert written == course_page.page(), "python -m tools.course_page"


def test_every_slide_of_the_guide_has_an_exercise() -> None:
    covered = {slide for card in course.load(course.OURS).cards() for slide in card.slides}
    assert covered == set(course_page.SLIDES)
