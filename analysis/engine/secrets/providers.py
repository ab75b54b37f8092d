"""The tokens that providers issue, by the shapes they gave them so that they can be found."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Provider(NamedTuple):
    """Who issues a token, what it looks like, and whether a text of that shape can be one."""

    name: str  # as in: "An AWS access key"
    pattern: str
    is_genuine: Callable[[str], bool] | None = None  # by the token's own checksum or structure
    is_live: bool = True  # False for keys of a provider's test mode
    has_separator: bool = False  # its long word comes after a dot, a colon, a slash


class Token(NamedTuple):
    """A token found in a text."""

    provider: Provider
    text: str
    start: int
    is_genuine: bool  # False where the provider's checksum says that it never issued this


def crc32_in_base62(text: str) -> str:
    """The six characters that GitHub and npm end their tokens with."""
    number, digits = zlib.crc32(text.encode()), ""
    while number:
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits.rjust(6, "0")


def _ends_with_crc32(token: str) -> bool:
    body = token.rpartition("_")[2]
    return crc32_in_base62(body[:-6]) == body[-6:]


def _is_grafana(token: str) -> bool:
    body, _, checksum = token.rpartition("_")
    return f"{zlib.crc32(body.encode()):08x}" == checksum.lower()


def decoded(text: str) -> bytes:
    """The bytes that a text is in base64, with or without padding, in either alphabet; none if it is not base64."""
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_json_web_token(token: str) -> bool:
    header, payload, _ = token.split(".")
    return b'"alg"' in decoded(header) and decoded(payload).startswith(b"{")


def _is_macaroon(token: str) -> bool:
    return b"pypi.org" in decoded(token.removeprefix("pypi-"))


_END: Final = r"(?![A-Za-z0-9_\-])"
_PROVIDERS: Final = (
    Provider("An AWS access key", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}" + _END),
    Provider("A GitHub token", r"gh[pousr]_[A-Za-z0-9]{36}" + _END, _ends_with_crc32),
    Provider("A GitHub token", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}" + _END),
    Provider("A GitLab token", r"gl(?:pat|dt|rt|soat|cbt|ptt|ft|imt|agent|oas)-[A-Za-z0-9_\-]{20,}"),
    Provider("A Slack token", r"xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9\-]{10,}"),
    Provider("A Slack token", r"xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{32,}"),
    Provider(
        "A Slack webhook",
        r"hooks\.slack\.com/(?:services|workflows|triggers)/T[A-Z0-9]{8,}/[A-Za-z0-9]{8,}/\w{18,}",
        has_separator=True,
    ),
    Provider("A Discord webhook", r"discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w\-]{60,}", has_separator=True),
    Provider(
        "A Microsoft Teams webhook",
        r"webhook\.office\.com/webhookb2/[a-f0-9\-]{36}@[a-f0-9\-]{36}/[\w/\-]{60,}",
        has_separator=True,
    ),
    Provider("A Stripe secret key", r"[sr]k_live_[A-Za-z0-9]{16,}" + _END),
    Provider("A Stripe test key", r"[sr]k_test_[A-Za-z0-9]{16,}" + _END, is_live=False),
    Provider("A Stripe webhook secret", r"whsec_[A-Za-z0-9+/]{32,}"),
    Provider("A Google API key", r"AIza[A-Za-z0-9_\-]{35}" + _END),
    Provider("A Google OAuth client secret", r"GOCSPX-[A-Za-z0-9_\-]{28}" + _END),
    Provider("A Google OAuth token", r"ya29\.[A-Za-z0-9_\-]{20,}", has_separator=True),
    Provider("An Anthropic API key", r"sk-ant-[a-z]{3,5}\d\d-[A-Za-z0-9_\-]{24,}"),
    Provider("An OpenAI API key", r"sk-(?:[a-z]+-)?[A-Za-z0-9_\-]{20,}T3BlbkFJ[A-Za-z0-9_\-]{20,}"),
    Provider("An OpenAI API key", r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_\-]{40,}"),
    Provider("An OpenAI API key", r"sk-[A-Za-z0-9]{48}" + _END),
    Provider("An OpenRouter API key", r"sk-or-v1-[0-9a-f]{64}" + _END),
    Provider("A Groq API key", r"gsk_[A-Za-z0-9]{52}" + _END),
    Provider("An xAI API key", r"xai-[A-Za-z0-9]{80}" + _END),
    Provider("A Hugging Face token", r"(?:hf|api_org)_[A-Za-z]{34}" + _END),
    Provider("A Replicate token", r"r8_[A-Za-z0-9]{37}" + _END),
    Provider("A Perplexity API key", r"pplx-[A-Za-z0-9]{48}" + _END),
    Provider("A SendGrid API key", r"SG\.[A-Za-z0-9_\-]{22}\.[A-Za-z0-9_\-]{43}" + _END, has_separator=True),
    Provider("A Mailgun API key", r"key-[0-9a-f]{32}" + _END),
    Provider("A Mailchimp API key", r"[0-9a-f]{32}-us\d{1,2}" + _END),
    Provider("A Brevo API key", r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}" + _END),
    Provider("A Twilio API key", r"SK[0-9a-f]{32}" + _END),
    Provider("A Telegram bot token", r"\d{8,10}:AA[A-Za-z0-9_\-]{33}" + _END, has_separator=True),
    Provider("A Discord bot token", r"[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,38}" + _END),
    Provider("An npm token", r"npm_[A-Za-z0-9]{36}" + _END, _ends_with_crc32),
    Provider("A PyPI token", r"pypi-AgE[A-Za-z0-9_\-]{50,}", _is_macaroon),
    Provider("A RubyGems API key", r"rubygems_[0-9a-f]{48}" + _END),
    Provider("A crates.io token", r"cio[A-Za-z0-9]{32}" + _END),
    Provider("A Docker access token", r"dckr_(?:pat|oat)_[A-Za-z0-9_\-]{27,}"),
    Provider("A DigitalOcean token", r"do[opr]_v1_[0-9a-f]{64}" + _END),
    Provider("A Heroku API key", r"HRKU-[A-Za-z0-9_\-]{36,}"),
    Provider("A Linear API key", r"lin_(?:api|oauth)_[A-Za-z0-9]{40}" + _END),
    Provider("A Notion token", r"(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,})" + _END),
    Provider("A Figma token", r"fig[dou]_[A-Za-z0-9_\-]{36,}"),
    Provider("A Shopify token", r"shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}" + _END),
    Provider("A Square token", r"sq0(?:atp|csp)-[A-Za-z0-9_\-]{22,43}" + _END),
    Provider("A Databricks token", r"dapi[0-9a-f]{32}(?:-\d)?" + _END),
    Provider("A Grafana token", r"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}" + _END, _is_grafana),
    Provider("A Grafana token", r"glc_eyJ[A-Za-z0-9+/=_\-]{40,}"),
    Provider("A New Relic key", r"NR(?:AK|JS|II|IQ)-[A-Za-z0-9_\-]{27,32}" + _END),
    Provider("A Sentry token", r"sntry[su]_[A-Za-z0-9+/=_\-]{40,}"),
    Provider("An Atlassian token", r"ATATT3[A-Za-z0-9_\-=]{60,}"),
    Provider("A Bitbucket token", r"AT(?:BB|CT)[A-Za-z0-9]{24,}[0-9A-F]{8}" + _END),
    Provider("A Terraform Cloud token", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_\-]{60,}", has_separator=True),
    Provider("A Vault token", r"hv[sbr]\.[A-Za-z0-9_\-]{24,}", has_separator=True),
    Provider(
        "A Doppler token",
        r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_\-]{2,35}\.)?[A-Za-z0-9]{40,44}" + _END,
        has_separator=True,
    ),
    Provider("A 1Password token", r"ops_eyJ[A-Za-z0-9_\-]{200,}"),
    Provider("An age secret key", r"AGE-SECRET-KEY-1[0-9A-Z]{58}" + _END),
    Provider("An Azure storage key", r"AccountKey=[A-Za-z0-9+/]{86}==", has_separator=True),
    Provider("An Azure client secret", r"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.\-]{31,34}" + _END, has_separator=True),
    Provider("A Mapbox token", r"sk\.eyJ[A-Za-z0-9_\-]{40,}\.[A-Za-z0-9_\-]{20,}", has_separator=True),
    Provider("A Postman API key", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}" + _END),
    Provider("An Airtable token", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}" + _END, has_separator=True),
    Provider("A Supabase token", r"sbp_[0-9a-f]{40}" + _END),
    Provider("A PlanetScale token", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.\-]{32,}"),
    Provider("A Pulumi token", r"pul-[0-9a-f]{40}" + _END),
    Provider("A Fly.io token", r"fo1_[A-Za-z0-9_\-]{43}" + _END),
    Provider("An Alibaba Cloud access key", r"LTAI[A-Za-z0-9]{16,20}" + _END),
    Provider("A Dynatrace token", r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}" + _END, has_separator=True),
    Provider("A Dropbox token", r"sl\.[A-Za-z0-9_\-]{130,}", has_separator=True),
    Provider("A JFrog token", r"AKCp[A-Za-z0-9]{69,73}" + _END),
    Provider("An EasyPost key", r"EZ[AT]K[A-Za-z0-9]{54}" + _END),
    Provider(
        "A JSON Web Token",
        r"eyJ[A-Za-z0-9_\-]{10,2000}\.eyJ[A-Za-z0-9_\-]{8,8000}\.[A-Za-z0-9_\-]{16,2000}",
        _is_json_web_token,
    ),
)
# A token holds a long unbroken word. Words are cheap to list; only those that can belong to a token are looked at closer.
_LONG_WORD: Final = re.compile(r"\b[\w\-]{20,}", re.ASCII)
_DIGITS: Final = frozenset("0123456789")
_WITHOUT_DIGITS: Final = ("hf_", "api_org_")
_SEPARATORS: Final = frozenset("./:=~")
_BEFORE: Final = 100  # characters that a token can have before its long word: a webhook's host and path


def _any(providers: Mapping[str, Provider]) -> re.Pattern[str]:
    return re.compile("(?<![A-Za-z0-9])(?:" + "|".join(f"(?P<{key}>{p.pattern})" for key, p in providers.items()) + ")")


_BY_KEY: Final = {f"p{number}": provider for number, provider in enumerate(_PROVIDERS)}
_IN_ONE_WORD: Final = _any({key: p for key, p in _BY_KEY.items() if not p.has_separator})
_IN_SEVERAL: Final = _any({key: p for key, p in _BY_KEY.items() if p.has_separator})


def tokens(text: str) -> Iterator[Token]:
    """The tokens of known providers in a text, in order."""
    done = 0  # up to here the text has been read
    for word in _LONG_WORD.finditer(text):
        start = word.start()
        if start >= done and (not _DIGITS.isdisjoint(word[0]) or word[0].startswith(_WITHOUT_DIGITS)):
            found = _IN_ONE_WORD.match(text, start)
            if found is None and start and text[start - 1] in _SEPARATORS:
                found = _IN_SEVERAL.search(text, max(done, start - _BEFORE), word.end() + _BEFORE)
            if found is not None:
                yield _token(found)
                done = found.end()


def _token(found: re.Match[str]) -> Token:
    provider = _BY_KEY[found.lastgroup or ""]
    return Token(provider, found[0], found.start(), provider.is_genuine is None or provider.is_genuine(found[0]))
