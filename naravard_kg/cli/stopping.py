"""How a command ends while an engine works that listens to nobody: at Ctrl-C, or out of time.

The engine has no way to cancel a query, and Python lets a signal wait until the engine comes
back. But the engine lets other threads run meanwhile: one of them hears the signal, or the
alarm, gives the command a moment to end by itself, and then ends the program.
"""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from naravard_kg.cli.writing import tidy

INTERRUPTED = 130
OUT_OF_TIME = 3
_GRACE = 0.5  # seconds


@dataclass(slots=True)
class _Alarm:
    """The alarm of the command that runs; whoever of the two threads takes it tells."""

    ringing: bool = False
    rung: bool = False
    timer: threading.Timer | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def taken(self) -> bool:
        """Whether the alarm has rung and nobody has told so yet."""
        with self.lock:
            rung, self.rung = self.rung, False
        return rung


_alarm = _Alarm()


def listen() -> None:
    """Let Ctrl-C end the program, whatever it is doing."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_hear, args=(reader,), daemon=True).start()


def _hear(reader: int) -> None:
    while signal.SIGINT not in os.read(reader, 64) or _alarm.ringing:  # it sounds like Ctrl-C
        pass
    _moment()
    tidy()
    os._exit(INTERRUPTED)


def limit(seconds: float, tell: Callable[[], None]) -> None:
    """End the program after *seconds*; *tell* says so."""
    _alarm.timer = threading.Timer(seconds, _ring, (tell,))
    _alarm.timer.daemon = True
    _alarm.timer.start()


def _ring(tell: Callable[[], None]) -> None:
    _alarm.ringing = _alarm.rung = True
    _thread.interrupt_main()
    _moment()
    if _alarm.taken():
        tell()
        tidy()
        os._exit(OUT_OF_TIME)


def _moment() -> None:
    threading.Event().wait(_GRACE)


def out_of_time() -> bool:
    """Whether it was the alarm that interrupted the command."""
    return _alarm.taken()


def off() -> None:
    """The command is done; the alarm must not ring."""
    if _alarm.timer is not None:
        _alarm.timer.cancel()
    _alarm.timer, _alarm.ringing = None, False
