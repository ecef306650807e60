"""A time limit for work that listens to nobody, such as an engine that cannot cancel a query.

The work is done in a thread of its own, and whoever waits for it goes on when time is over, or
at Ctrl-C. What was given up goes on unheard until it next looks at ``GivenUp``; the program may
end meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from naravard_kg.errors import QueryError

_Item = TypeVar("_Item")


class GivenUp:
    """Whether nobody waits for the work any longer."""

    def __init__(self) -> None:
        """Somebody does."""
        self._told = threading.Event()

    def tell(self) -> None:
        """Nobody does."""
        self._told.set()

    def until(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The *items*, as long as somebody waits for them."""
        for item in items:
            if self._told.is_set():
                return
            yield item


def within(seconds: float, work: Callable[[GivenUp], _Item]) -> _Item:
    """What *work* gives, or raises, in *seconds*.

    Raises:
        QueryError: the time is over.
    """
    given_up = GivenUp()
    future: Future[_Item] = Future()
    threading.Thread(target=_run, args=(work, given_up, future), daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        if future.done():  # just in time, or it is the work's own
            return future.result()
        raise QueryError("time", f"{seconds:g}") from None
    finally:
        given_up.tell()


def _run(work: Callable[[GivenUp], _Item], given_up: GivenUp, future: Future[_Item]) -> None:
    try:
        future.set_result(work(given_up))
    except BaseException as error:  # noqa: BLE001 -- whatever it is, it is for whoever waits
        future.set_exception(error)
