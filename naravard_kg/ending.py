"""Clean up on the way out where the program is ended from outside."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_TERMINATED = 128 + 15


@contextmanager
def tidily() -> Iterator[None]:
    """Ended from outside, clean up on the way out, unless the program has a way of its own.

    The command line would give Ctrl-C half a second and then end; gigabytes take longer to remove.
    """
    mine = threading.current_thread() is threading.main_thread()
    if not (mine and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL):
        yield
        return
    signal.signal(signal.SIGTERM, _end)
    listening = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(listening, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(_TERMINATED)
