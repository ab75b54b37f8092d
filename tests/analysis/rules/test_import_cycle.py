"""Files that import each other when they are loaded."""

import pytest

from tests.analysis.rules.conftest import FindAcross


def test_a_circle_is_reported_at_the_import_that_enters_it(find_across: FindAcross) -> None:
    files = {
        "shop/orders.py": "import os\nfrom shop.lines import Line\n",
        "shop/lines.py": "import shop.prices\n",
        "shop/prices.py": "from .orders import Order\n",
    }
    [(path, hit)] = find_across("import_cycle", files)
    assert (path, hit.at) == ("shop/lines.py", 1)
    assert hit.metadata == {
        "cycle": ["shop/lines.py", "shop/prices.py", "shop/orders.py"],
        "other_files": ["shop/orders.py", "shop/prices.py"],
    }
    assert hit.description == (
        "Files import each other: shop/lines.py → shop/prices.py → shop/orders.py → shop/lines.py."
    )


@pytest.mark.parametrize(
    "back",
    [
        "def order():\n    from shop.orders import Order\n    return Order\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.orders import Order\n",
        "import typing as t\nif t.TYPE_CHECKING:\n    from shop.orders import Order\n",
    ],
)
def test_an_import_that_does_not_run_on_loading_closes_no_circle(find_across: FindAcross, back: str) -> None:
    files = {"shop/orders.py": "from shop.lines import Line\n", "shop/lines.py": back}
    assert find_across("import_cycle", files) == []


def test_a_package_may_import_its_parts(find_across: FindAcross) -> None:
    files = {"shop/__init__.py": "from shop.orders import Order\n", "shop/orders.py": "from shop import VERSION\n"}
    assert find_across("import_cycle", files) == []
