"""Runs of statements that occur more than once in a set of files.

Every statement is a number, so that a run of them is a slice of bytes and equal runs are equal keys of a dictionary.
"""

from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final, NamedTuple

_BYTES: Final = 4  # of one number
_LONGEST: Final = 500  # statements compared at one go: keeps endless repetitions linear
_ECHO: Final = 2 / 3  # the share of a place's lines that must lie in another's to be told of already
_VARIED: Final = 0.6  # the share of different statements in a run that is worth telling of


class Statement(NamedTuple):
    """A statement's number, equal for equal statements, and its lines."""

    number: int
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file."""

    path: str
    line: int
    end_line: int

    @property
    def length(self) -> int:
        """The number of its lines."""
        return self.end_line - self.line + 1


@dataclass(frozen=True, slots=True)
class Clone:
    """A run of statements, where it occurs first by path and line, and where again."""

    first: Place
    others: tuple[Place, ...]
    statements: int

    @property
    def places(self) -> tuple[Place, ...]:
        """All of its places."""
        return self.first, *self.others


class _Match(NamedTuple):
    """Two equal runs, the first of them in the file that comes first."""

    file: int
    start: int
    other_file: int
    other_start: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length


class _Sequence:
    """The statements of a file, as bytes and as lines."""

    def __init__(self, path: str, packed: str) -> None:
        values = array("I", b64decode(packed))
        count = len(values) // 3
        self.path = path
        self.numbers = values[:count].tobytes()
        self._lines, self._ends = values[count : 2 * count], values[2 * count :]
        self.count = count

    def run(self, start: int, length: int) -> bytes:
        return self.numbers[_BYTES * start : _BYTES * (start + length)]

    def place(self, start: int, length: int) -> Place:
        return Place(self.path, self._lines[start], max(self._ends[start : start + length]))


def packed(statements: Iterable[Statement | tuple[int, int, int]]) -> str:
    """The statements of a file, in source order, as text to be kept."""
    columns = array("I", chain.from_iterable(zip(*statements, strict=True)))
    return b64encode(columns.tobytes()).decode()


def clones(files: Mapping[str, str], *, shortest: int) -> list[Clone]:
    """The runs of at least `shortest` statements that occur twice or more, in files of packed statements."""
    sequences = [_Sequence(path, text) for path, text in sorted(files.items())]
    matches = sorted(_matches(sequences, shortest))
    found = [
        _clone(sequences, number, longest, equal)
        for number, of_file in groupby(matches, key=lambda match: match.file)
        for group in _overlapping(of_file)
        for longest, equal in _around_longest(group, shortest)
    ]
    return _without_echoes([clone for clone in found if clone.others])


def _matches(sequences: list[_Sequence], shortest: int) -> Iterator[_Match]:
    """Pairs of equal runs, as long as they go: each run with the first place where its start has been seen."""
    seen: dict[bytes, tuple[int, int]] = {}
    width = _BYTES * shortest
    for number, sequence in enumerate(sequences):
        known: dict[tuple[int, int], int] = {}  # by file and distance: up to where the two are known to be equal
        numbers = sequence.numbers
        for index in range(sequence.count - shortest + 1):
            run = numbers[_BYTES * index : _BYTES * index + width]
            file, start = seen.setdefault(run, (number, index))
            if start == index and file == number:
                continue
            diagonal = file, index - start
            if index < known.get(diagonal, 0) or (file == number and start + shortest > index) or not _is_varied(run):
                continue
            match = _extended(sequences, _Match(file, start, number, index, shortest))
            known[diagonal] = match.other_start + match.length - shortest + 1
            yield _apart(match)


def _is_varied(run: bytes) -> bool:
    numbers = memoryview(run).cast("I")
    return len(set(numbers)) >= _VARIED * len(numbers)


def _extended(sequences: list[_Sequence], match: _Match) -> _Match:
    """A match, made as long as the runs are equal."""
    file, start, other_file, other_start, length = match
    left, right = sequences[file], sequences[other_file]
    while start and length < _LONGEST and left.run(start - 1, 1) == right.run(other_start - 1, 1):
        start, other_start, length = start - 1, other_start - 1, length + 1
    while length < _LONGEST and (following := left.run(start + length, 1)):
        if following != right.run(other_start + length, 1):
            break
        length += 1
    return _Match(file, start, other_file, other_start, length)


def _apart(match: _Match) -> _Match:
    """A match whose runs do not touch each other: a repetition is as long as what is repeated."""
    room = match.other_start - match.start if match.file == match.other_file else match.length
    return match._replace(length=min(match.length, room))


def _overlapping(matches: Iterable[_Match]) -> Iterator[list[_Match]]:
    """The matches of one file, sorted by their start, cut into groups that share more than half of their first runs."""
    group: list[_Match] = []
    for match in matches:
        if group and 2 * (min(group[0].end, match.end) - match.start) <= min(group[0].length, match.length):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _around_longest(group: list[_Match], shortest: int) -> Iterator[tuple[_Match, list[_Match]]]:
    """The longest match with those that are equal to enough of it, then the longest of the rest with its own."""
    while group:
        longest = max(group, key=lambda match: match.length)
        equal: list[_Match] = [longest]
        rest: list[_Match] = []
        for match in group:
            if match is not longest:
                common = min(match.end, longest.end) - max(match.start, longest.start)
                (equal if common >= min(shortest, longest.length) else rest).append(match)
        yield longest, equal
        group = rest


def _clone(sequences: list[_Sequence], file: int, longest: _Match, group: list[_Match]) -> Clone:
    first = sequences[file].place(longest.start, longest.length)
    others: list[Place] = []
    for match in sorted(group, key=lambda match: (match.other_file, match.other_start, -match.length)):
        place = sequences[match.other_file].place(match.other_start, match.length)
        if not _share(place, first) and not (others and _share(place, others[-1])):
            others.append(place)
    return Clone(first, tuple(others), longest.length)


def _without_echoes(found: list[Clone]) -> list[Clone]:
    """The clones, without those whose places lie mostly in places of a clone that occurs as often, or more often."""
    kept: list[Clone] = []
    told: defaultdict[str, list[tuple[Place, int]]] = defaultdict(list)  # by path: a place, and which clone told of it
    for index, clone in enumerate(sorted(found, key=lambda clone: (-len(clone.others), -clone.statements))):
        tellers = [{teller for known, teller in told[p.path] if _share(p, known) >= _ECHO} for p in clone.places]
        if set.intersection(*tellers):
            continue
        kept.append(clone)
        for place in clone.places:
            told[place.path].append((place, index))
    return sorted(kept, key=lambda clone: (clone.first.path, clone.first.line))


def _share(place: Place, other: Place) -> float:
    """The share of a place's lines that lie in another place."""
    if place.path != other.path:
        return 0.0
    return max(0, min(place.end_line, other.end_line) - max(place.line, other.line) + 1) / place.length
