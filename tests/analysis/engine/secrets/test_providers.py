"""Tokens are known by the shapes that their providers gave them.

The tokens are put together here, so that no scanner takes this file for a leak.
"""

import base64
import random
import string
import time

import pytest

from analysis.engine.secrets.providers import Token, crc32_in_base62, decoded, tokens

LETTERS_AND_DIGITS = string.ascii_letters + string.digits
BASE32 = string.ascii_uppercase + "234567"
HEX = "0123456789abcdef"


def draw(length: int, alphabet: str = LETTERS_AND_DIGITS) -> str:
    """The same text for the same question, in whichever order the tests run."""
    drawn = random.Random(f"{length} {alphabet}")  # noqa: S311 - no secret
    return "".join(drawn.choice(alphabet) for _ in range(length))


def signed(prefix: str) -> str:
    body = draw(30)
    return prefix + body + crc32_in_base62(body)


def json_web_token() -> str:
    parts = (b'{"alg":"HS256","typ":"JWT"}', b'{"sub":"ada","role":"admin"}', draw(32).encode())
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


TOKENS = {
    "AKIA" + draw(16, BASE32): "An AWS access key",
    signed("ghp_"): "A GitHub token",
    "github_pat_" + draw(22) + "_" + draw(59): "A GitHub token",
    "glpat-" + draw(20): "A GitLab token",
    "xoxb-" + draw(12, string.digits) + "-" + draw(12, string.digits) + "-" + draw(24): "A Slack token",
    "sk_live_" + draw(24): "A Stripe secret key",
    "AIza" + draw(35): "A Google API key",
    "SG." + draw(22) + "." + draw(43): "A SendGrid API key",
    "sk-ant-api03-" + draw(93): "An Anthropic API key",
    "sk-proj-" + draw(64) + "T3BlbkFJ" + draw(64): "An OpenAI API key",
    "hf_" + draw(34, string.ascii_letters): "A Hugging Face token",
    "SK" + draw(32, HEX): "A Twilio API key",
    "key-" + draw(32, HEX): "A Mailgun API key",
    draw(32, HEX) + "-us12": "A Mailchimp API key",
    "123456789:AA" + draw(33): "A Telegram bot token",
    signed("npm_"): "An npm token",
    "pypi-"
    + base64.b64encode(b"\x02\x01\x08pypi.org\x02\x24" + draw(48).encode()).decode().rstrip("="): "A PyPI token",
    "hvs." + draw(24): "A Vault token",
    "abc8Q~" + draw(34): "An Azure client secret",
    "pat" + draw(14) + "." + draw(64, HEX): "An Airtable token",
    draw(14) + ".atlasv1." + draw(67): "A Terraform Cloud token",
    "dp.pt." + draw(43): "A Doppler token",
    "dapi" + draw(32, HEX): "A Databricks token",
    "AGE-SECRET-KEY-1" + draw(58, string.ascii_uppercase + string.digits): "An age secret key",
    json_web_token(): "A JSON Web Token",
}


def only(text: str) -> Token:
    (found,) = tokens(text)
    return found


@pytest.mark.parametrize(("token", "provider"), TOKENS.items(), ids=TOKENS.values())
@pytest.mark.parametrize(
    "text", ['key = "{}"', "{}", "# {}", "curl -H 'Authorization: Bearer {}' https://api.test", "f('{}', x)"]
)
def test_a_token_is_found_wherever_it_stands(token: str, provider: str, text: str) -> None:
    found = only(text.format(token))
    assert (found.provider.name, found.text, found.is_genuine) == (provider, token, True)
    assert found.start == text.index("{}")


@pytest.mark.parametrize("prefix", ["ghp_", "npm_"])
def test_a_wrong_checksum_is_noticed(prefix: str) -> None:
    token = signed(prefix)
    assert only(token).is_genuine
    assert not only(token[:-1] + ("A" if token[-1] != "A" else "B")).is_genuine


def test_the_checksum_is_the_one_of_the_published_example() -> None:
    assert crc32_in_base62("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ") == "0mLq17"


@pytest.mark.parametrize(
    "text",
    [
        "AKIA",
        "AKIA" + draw(15, BASE32),
        "AKIA" + draw(17, BASE32),
        "XAKIA" + draw(16, BASE32),
        "ghp_" + draw(20),
        "task-" + draw(48),
        "monkey-" + draw(32, HEX),
        draw(40, HEX),
        "a_very_long_name_of_a_function_with_2_numbers",
        "eyJhbGciOi.eyJzdWIiOi.abc",
        "",
    ],
)
def test_other_words_are_no_tokens(text: str) -> None:
    assert not list(tokens(text))


def test_all_tokens_of_a_text_are_found() -> None:
    text = "\n".join(TOKENS)
    assert [found.text for found in tokens(text)] == list(TOKENS)


def test_webhooks_are_secrets_too() -> None:
    text = f'url = "https://hooks.slack.com/services/T{draw(9, BASE32)}/B{draw(9, BASE32)}/{draw(24)}"'
    assert only(text).provider.name == "A Slack webhook"


def test_a_test_mode_key_is_told_apart() -> None:
    assert not only("sk_test_" + draw(24)).provider.is_live


@pytest.mark.parametrize(
    ("text", "plain"), [("YWJj", b"abc"), ("YWI", b"ab"), ("_-8=", b"\xff\xef"), ("a b", b""), ("é", b"")]
)
def test_base64_is_read_in_both_alphabets_and_without_padding(text: str, plain: bytes) -> None:
    assert decoded(text) == plain


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "a1" * 100_000, "SG." * 60_000, "eyJ" * 60_000, ".eyJaaaaaaaaaaaaaaaaaaaa" * 8_000, "1" * 200_000],
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    list(tokens(text))
    assert time.process_time() - started < 2
