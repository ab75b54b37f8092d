# path: shop/__init__.py
from shop.orders import Order

# path: shop/lines.py
import os

from shop.orders import Order  # hit


class Line:
    order: Order

# path: shop/orders.py
from shop import VERSION
from shop.prices import Price


class Order:
    price: Price

# path: shop/prices.py
from typing import TYPE_CHECKING

from .lines import Line

if TYPE_CHECKING:
    from shop.reports import Report


class Price:
    line: Line

# path: shop/reports.py
import shop.prices


def report():
    from shop.totals import total

    return total(shop.prices.Price)

# path: shop/totals.py
from shop.reports import report


def total(price):
    return price
