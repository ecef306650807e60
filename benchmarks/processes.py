"""Measuring what would disturb itself: in a process that inherits what is loaded and frees all."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from typing import TypeVar

FORK = get_context("fork")

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """What *work* gives, done in a process of its own."""
    reader, writer = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: writer.send(work()))
    process.start()
    writer.close()
    found: T = reader.recv()
    process.join()
    return found
