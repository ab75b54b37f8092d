import re

from django.core.validators import RegexValidator

WORDS = r"^(\w+\s?)*$"

pattern = re.compile(r"^(a+)+$")  # hit
pattern = re.compile(r"^([a-z]+)*@shop\.test$")  # hit
pattern = re.compile(WORDS)  # hit
pattern = re.compile(r"^(?:[\w.]+\.)+test$")  # hit
pattern = re.compile(r"(.*,)*end")  # hit
pattern = re.compile(r'"(?:[^"]|\\.)*"')  # hit
pattern = re.compile(b"^(\\d+)*x")  # hit
found = re.match(r"(\s*\w+)*!", text)  # hit
found = re.fullmatch(r"(?:\d+)+", text)  # hit
validate = RegexValidator(r"^([A-Za-z0-9]+)+$")  # hit
pattern = re.compile(  # hit
    r"""
    ^ ( [a-z] + ) +   # words
    $
    """,
    re.VERBOSE,
)
pattern = re.compile(r"^(?:\w+\.)+test$")
pattern = re.compile(r"^\w+(?:,\w+)*$")
pattern = re.compile(r"^(?:\s+\w+)*$")
pattern = re.compile(r'"(?:[^"\\]|\\.)*"')
pattern = re.compile(r"(\w+\s?)*")
pattern = re.compile(r"^(?:\w++\s?)*$")
pattern = re.compile(r"^(?:(?>\w+)\s?)*$")
pattern = re.compile(r"^(?:a+b){2,3}$")
pattern = re.compile(r"^(ab|cd)*$")
pattern = re.compile(r"^(\d{3}-)*\d{4}$")
pattern = re.compile(r"^(.|\n)*$")
pattern = re.compile(r"^[\w.+-]+@[\w-]+\.[\w.-]+$")
pattern = re.compile(r"(unclosed")
pattern = re.compile(text)
pattern = re.compile(f"^({word}+)+$")
found = text.match(r"^(a+)+$")
