"""What a licence's tier brings."""

from collections.abc import Mapping
from typing import Final

from hefesto_site.access.models import Tier

FEATURES: Final[Mapping[Tier, tuple[str, ...]]] = {
    Tier.FREE: ("duplicate_detection",),
    Tier.PRO: ("duplicate_detection", "bigquery_analytics"),
    Tier.ENTERPRISE: ("duplicate_detection", "bigquery_analytics"),
}
"""The features of each tier, by the names that `/api/v1/config` tells."""


def has_feature(tier: str, feature: str) -> bool:
    """Whether a tier brings a feature."""
    return feature in FEATURES[Tier(tier)]
