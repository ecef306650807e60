"""What a misspelt word was meant to be: the nearest known ones, and the one that is a slip away."""

from __future__ import annotations

from collections.abc import Iterable

from naravard_kg.places import Place
from naravard_kg.reports import Fix
from naravard_kg.vocabulary import fold_key, near_keys

_SHORTEST = 4  # of three letters, every word is a slip away from many


def guess(place: Place, word: str, known: Iterable[str]) -> Fix | None:
    """What was perhaps meant by the name of a thing: never certain, as names are close together."""
    meant = mending(place, word, known)
    return Fix(place, meant.text) if meant else None


def mending(place: Place, word: str, known: Iterable[str]) -> Fix | None:
    """What to write instead of a misspelt *word*; certain where just one known is a slip away."""
    listed = list(known)
    slips = [key for key in listed if is_slip(fold_key(word), fold_key(key))]
    meant = {fold_key(key): key for key in slips}
    if len(meant) == 1 and len(word) >= _SHORTEST:
        return Fix(place, next(iter(meant.values())), certain=True)
    near = near_keys(word, listed)
    return Fix(place, near[0]) if near else None


def is_slip(word: str, known: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped with the next makes *word* of *known*.

    >>> [is_slip(word, "uppdrag") for word in ("updrag", "uppdarg", "upprdagg", "uppdrag")]
    [True, True, False, False]
    """
    if abs(len(word) - len(known)) > 1 or word == known:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), None)
    if at is None:
        return True
    rest, other = word[at:], known[at:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
