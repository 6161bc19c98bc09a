"""A demonstration as a page to read: Markdown, with a picture of what each step did."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.training.script.values import Script


class Picture(NamedTuple):
    """What a step did.

    Attributes:
        chapter, step: which, from 0.
        file: the picture's name.
        acts: the keys and commands that were used.
    """

    chapter: int
    step: int
    file: str
    acts: tuple[str, ...]


def lines(script: Script, pictures: Sequence[Picture]) -> Iterator[str]:
    """The lines of the page."""
    by_step = {(one.chapter, one.step): one for one in pictures}
    yield f"# {_text(script.title)}"
    if script.about:
        yield from ("", _text(script.about))
    for n, chapter in enumerate(script.chapters):
        yield from ("", f"## {n + 1}. {_text(chapter.title)}")
        for m, step in enumerate(chapter.steps):
            told = [step.caption] if step.caption else []
            for line in told:
                yield from ("", _text(line))
            picture = by_step.get((n, m))
            if picture is not None:
                if picture.acts:
                    yield from ("", "*" + _text(" · ".join(picture.acts)) + "*")
                yield from ("", f"![{_text(step.caption or chapter.title)}]({picture.file})")
            if step.question:
                yield from ("", f"**{_text(step.question)}**")
            if step.answer:
                yield from ("", _text(step.answer))
    if script.task is not None:
        yield from ("", "## Din uppgift", "", _text(script.task.text))


_MARKUP = "\\`*_{}[]<>#|!"


def _text(said: str) -> str:
    """A text of Markdown that says just this."""
    return "".join(f"\\{one}" if one in _MARKUP else one for one in " ".join(said.split()))
