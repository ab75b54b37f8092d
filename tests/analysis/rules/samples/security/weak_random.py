import base64
import hashlib
import random
import secrets
import string
import time
import uuid
from random import choice, randint

token = random.getrandbits(128)  # hit
password = "".join(random.choice(string.ascii_letters) for _ in range(12))  # hit
user.reset_code = str(randint(100000, 999999))  # hit
session["csrf_token"] = hashlib.sha256(str(random.random()).encode()).hexdigest()  # hit
response.set_cookie("sessionid", str(random.randint(1, 10**9)))  # hit
message = send(user, otp=random.randint(1000, 9999))  # hit
api_key = uuid.uuid1().hex  # hit
remember_me_key = str(random.random())[2:]  # hit
session_token = base64.b64encode(f"{user}:{time.time()}".encode())  # hit
access_token = hashlib.sha256(str(time.time()).encode()).hexdigest()  # hit


def generate_token(length=20):
    return "".join(choice(ALPHABET) for _ in range(length))  # hit


def new_account(user):
    drawn = random.sample(string.digits, 6)  # hit
    user.set_password("".join(drawn))


token = secrets.token_hex(16)
password = "".join(secrets.choice(string.ascii_letters) for _ in range(12))
password = "".join(random.SystemRandom().choice(string.ascii_letters) for _ in range(12))
token = uuid.uuid4().hex
roll = random.randint(1, 6)
delay = 2**attempt + random.random()
winner = random.choice(players)
index = uuid.uuid1().hex
random.shuffle(questions)
key = random.choice(list(table))
color = "#%06x" % random.randint(0, 0xFFFFFF)
started = time.time()
digest = hashlib.sha256(str(time.time()).encode()).hexdigest()
noise = [random.uniform(-1, 1) for _ in range(100)]


def shuffled_deck():
    deck = list(range(52))
    random.shuffle(deck)
    return deck


def mask_tokens(tokens):
    return [token if random.random() > 0.15 else MASK for token in tokens]
