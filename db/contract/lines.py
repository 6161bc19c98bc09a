"""The contract in lines of JSON: a call a line, an answer a line."""

import json
from typing import Final

from db.book import Book
from db.contract import operations
from db.contract.fields import Answer

LONGEST: Final = 64 * 1024
"""Bytes that one call may have."""


def answer_line(book: Book, line: bytes) -> str:
    """The answer to one line, without its line break; a line that is no call is told so.

    Raises:
        Damaged, Unreadable: the book itself cannot be used.
    """
    return json.dumps(_answered(book, line), ensure_ascii=False)


def answer_call(book: Book, name: str, body: bytes) -> Answer:
    """The answer to a call whose operation is known from elsewhere."""
    request = _read(body)
    return request if _is_fault(request) else operations.answer(book, name, request)


def _answered(book: Book, line: bytes) -> Answer:
    request = _read(line)
    if _is_fault(request):
        return request
    name = request.pop("operation", None)
    if not isinstance(name, str) or not name:
        return operations.error("operation saknas: vilken operation i kontraktet som avses.")
    return operations.answer(book, name, request)


def _read(body: bytes) -> Answer:
    if len(body) > LONGEST:
        return operations.error(f"Anropet är större än {LONGEST // 1024} kB.")
    try:
        request = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return operations.error("Raden är inte text i UTF-8.")
    except (ValueError, RecursionError):
        return operations.error("Raden är inte JSON.")
    if not isinstance(request, dict):
        return operations.error("Raden ska vara ett JSON-objekt.")
    return request


def _is_fault(request: Answer) -> bool:
    return request.get("resultCode") == "ERROR" and set(request) == {"resultCode", "resultText"}
