"""A measurement kept fresh by a thread of its own."""

import threading
import time
from collections.abc import Iterator

import pytest

from hefesto_site.pulse import Pulse


class Meter:
    """Counts how often it is read; may be held up, or fail."""

    def __init__(self) -> None:
        self.reads = 0
        self.rests = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.failure: Exception | None = None

    def read(self) -> int:
        self.reads += 1
        self.may_go_on.wait(10)
        if self.failure:
            raise self.failure
        return self.reads

    def rest(self) -> None:
        self.rests += 1


@pytest.fixture
def meter() -> Iterator[Meter]:
    meter = Meter()
    yield meter
    meter.may_go_on.set()


def pulse_of(meter: Meter, *, renewed: float = 0.1, fresh: float = 0.3, awake: float = 0.0) -> Pulse[int]:
    return Pulse(
        meter.read,
        renewed_after_seconds=renewed,
        fresh_seconds=fresh,
        patience_seconds=0.2,
        awake_seconds=awake,
        rest=meter.rest,
    )


def eventually(condition: object, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    assert callable(condition)
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def test_the_first_who_asks_waits_for_the_measurement(meter: Meter) -> None:
    assert pulse_of(meter).value() == 1


def test_nothing_is_measured_before_somebody_asks(meter: Meter) -> None:
    pulse_of(meter)
    time.sleep(0.05)
    assert meter.reads == 0


def test_what_is_fresh_is_told_without_measuring(meter: Meter) -> None:
    pulse = pulse_of(meter, renewed=5, fresh=10)
    assert [pulse.value() for _ in range(100)] == [1] * 100
    assert meter.reads == 1


def test_what_ages_is_told_at_once_and_renewed_meanwhile(meter: Meter) -> None:
    pulse = pulse_of(meter, fresh=10)
    pulse.value()
    time.sleep(0.12)
    meter.may_go_on.clear()
    began = time.monotonic()
    assert pulse.value() == 1
    assert time.monotonic() - began < 0.15  # far below the patience
    meter.may_go_on.set()
    assert eventually(lambda: pulse.value() == 2)


def test_what_is_old_is_not_told(meter: Meter) -> None:
    pulse = pulse_of(meter)
    pulse.value()
    time.sleep(0.35)
    assert pulse.value() == 2


def test_nobody_waits_longer_than_the_patience(meter: Meter) -> None:
    pulse = pulse_of(meter)
    meter.may_go_on.clear()
    began = time.monotonic()
    assert pulse.value() is None
    first = time.monotonic() - began
    assert pulse.value() is None
    second = time.monotonic() - began - first
    assert 0.15 < first < 1
    assert second < 0.15  # the measurement's time was up already


def test_it_recovers_once_the_measurement_ends(meter: Meter) -> None:
    pulse = pulse_of(meter)
    meter.may_go_on.clear()
    assert pulse.value() is None
    meter.may_go_on.set()
    assert eventually(lambda: pulse.value() is not None)


def test_a_measurement_that_fails_does_not_end_measuring(meter: Meter) -> None:
    pulse = pulse_of(meter)
    meter.failure = ValueError("a bug")
    assert pulse.value() is None
    meter.failure = None
    assert eventually(lambda: pulse.value() is not None)


def test_many_who_ask_at_once_share_one_measurement(meter: Meter) -> None:
    pulse = pulse_of(meter, renewed=5, fresh=10)
    meter.may_go_on.clear()
    told: list[int | None] = []
    threads = [threading.Thread(target=lambda: told.append(pulse.value())) for _ in range(20)]
    for thread in threads:
        thread.start()
    assert eventually(lambda: meter.reads == 1)
    meter.may_go_on.set()
    for thread in threads:
        thread.join()
    assert told == [1] * 20


def test_it_goes_on_measuring_for_a_while_and_then_rests(meter: Meter) -> None:
    pulse = pulse_of(meter, renewed=0.05, fresh=10, awake=0.3)
    pulse.value()
    assert eventually(lambda: meter.reads >= 3)
    assert eventually(lambda: meter.rests == 1)
    reads = meter.reads
    time.sleep(0.15)
    assert meter.reads == reads


def test_it_wakes_from_its_rest(meter: Meter) -> None:
    pulse = pulse_of(meter)
    pulse.value()
    assert eventually(lambda: meter.rests == 1)
    time.sleep(0.3)
    assert pulse.value() == 2


def test_what_is_forgotten_is_measured_again(meter: Meter) -> None:
    pulse = pulse_of(meter, renewed=5, fresh=10)
    assert pulse.value() == 1
    pulse.forget()
    assert pulse.value() == 2
