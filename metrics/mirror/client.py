"""The only door to BigQuery."""

from functools import lru_cache
from typing import Final

from django.conf import settings
from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import GoogleAPIError, NotFound
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError
from google.cloud.bigquery import Client
from google.cloud.bigquery.retry import DEFAULT_RETRY

# The library's own retries go on for ten minutes, and its `timeout` does not end them.
CHECK_SECONDS: Final = 2.0


def is_connected() -> bool:
    """Whether BigQuery answers and takes our credentials; a dataset that is not there yet is an answer too."""
    try:
        client = _client(settings.HEFESTO_BIGQUERY_PROJECT, settings.HEFESTO_BIGQUERY_ENDPOINT)
        client.get_dataset(
            settings.HEFESTO_BIGQUERY_DATASET,
            retry=DEFAULT_RETRY.with_timeout(CHECK_SECONDS),
            timeout=CHECK_SECONDS,
        )
    except NotFound:
        return True
    except (GoogleAPIError, GoogleAuthError, OSError):
        return False
    return True


@lru_cache(maxsize=4)
def _client(project: str, endpoint: str) -> Client:
    """A client of Google's service, or of an emulator, which wants no credentials."""
    if endpoint:
        return Client(
            project=project, credentials=AnonymousCredentials(), client_options=ClientOptions(api_endpoint=endpoint)
        )
    return Client(project=project)
