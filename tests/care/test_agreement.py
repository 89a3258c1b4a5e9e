"""The exact interval against published and worked values."""

import pytest

from venevagt.care.agreement import exact_interval


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0.0, 1 - 0.025 ** (1 / 10)),  # closed form of Clopper and Pearson for 0 of n
        (10, 10, 0.025 ** (1 / 10), 1.0),
        (0, 1, 0.0, 0.975),
        (1, 10, 0.0025286, 0.4450161),
        (5, 10, 0.1870860, 0.8129140),
        (81, 263, 0.2527, 0.3676),
    ],
)
def test_exact_interval(count: int, total: int, low: float, high: float) -> None:
    found = exact_interval(count, total)
    assert found == pytest.approx((low, high), abs=1e-4)
