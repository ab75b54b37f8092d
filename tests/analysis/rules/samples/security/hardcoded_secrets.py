import hmac
import os

import jwt
import requests
from Crypto.Cipher import AES
from django.utils.translation import gettext as _

# What is a secret: the name, the place and the text say so together.
DB_PASSWORD = "sunflower-7"  # hit
password = "letmein!"  # hit
admin_pass = "admin"  # hit
api_key = "0f4c1d7a92be4b6c8d3e5a7f1b2c9d08"  # hit
SECRET_KEY = "django-insecure-not+so+secret+7w3"  # hit
client_secret = "Zq8-mimosa-4471-xV"  # hit
AUTH_TOKEN: str = "tok_4f6a1b9c2d"  # hit
user.password, user.name = "tulip4you", "ada"  # hit
config["JWT_SECRET_KEY"] = "secret"  # hit
os.environ["MAIL_PASSWORD"] = "rosebud99"  # hit
settings = {"USER": "shop", "PASSWORD": "shop"}  # hit
connection = connect(host="db", user="root", password="root")  # hit
headers = {"Authorization": "Bearer 4c1fa0d28e6b47519a3d7c02b5e8f6a1"}  # hit
basic = {"Authorization": "Basic YWRhOnR1bGlwNHlvdQ=="}  # hit
engine = create_engine("postgresql://shop:tulip4you@db.internal/shop")  # hit
store = "DefaultEndpointsProtocol=https;Server=db;User Id=sa;Pwd=Tul1pan;"  # hit
answer = requests.get(url, auth=("ada", "tulip4you"))  # hit
mail.login("ada@shop.internal", "tulip4you")  # hit
signature = hmac.new(b"shared between us", body, "sha256")  # hit
session = jwt.encode(claims, "between us", algorithm="HS256")  # hit
cipher = AES.new(b"sixteen byte key", AES.MODE_GCM)  # hit
app.secret_key = "your-secret-key-here"  # hit
app.config["SECRET_KEY"] = "aaaaaaa"  # hit
JWT_SECRET = "jwt_signing_key_of_the_shop"  # hit
app.secret_key = os.environ.get("APP_KEY") or "hard to guess string"  # hit
SIGNING_SECRET = os.environ.get("SIGNING_SECRET", "dev")  # hit
parser.add_argument("--password", default="tulip4you")  # hit
cloud_id = "AKIA" "QZ7M3NVTLXWB2RJD"  # hit
# aws_access_key_id = AKIAQZ7M3NVTLXWB2RJD  # hit


def log_in(user, password="tulip4you"):  # hit
    return password == "tulip5you"  # hit


PRIVATE = """-----BEGIN RSA PRIVATE KEY-----  # hit
MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm
o3qGy0t6z09AIJtH+5OeRV1be+N4cDYJKffGzDa88vQENZiRm0GRq6a+HPGQMdk2
-----END RSA PRIVATE KEY-----"""

# Where a secret is read from, or what stands for one.
DB_PASSWORD = os.environ["DB_PASSWORD"]
DB_PASSWORD = os.environ.get("DB_PASSWORD", "")
token = keyring.get_password("shop", "ada")
password = getpass.getpass("Password: ")
password = "<password>"
password = "${DB_PASSWORD}"
password = "********"
password = "xxxxxxxx"
api_key = "your-api-key-here"
API_KEY = "AKIAIOSFODNN7EXAMPLE"
address = "postgresql://{user}:{password}@{host}/shop"
address = "postgresql://user:password@host/shop"
address = f"redis://:{password}@{host}:6379/0"
address = "amqp://%s:%s@%s/" % (user, password, host)
pem = "-----BEGIN PRIVATE KEY-----"
is_pem = text.startswith("-----BEGIN RSA PRIVATE KEY-----")
jwt_example = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
)

# Names of fields, headers, messages, addresses, files: about a secret, not one.
PASSWORD = "password"
CONF_SECRET_KEY = "secret_key"
SECRET_KEY = "{{ secret_key }}"
SECRET_KEY = "env:SECRET_KEY"
CONF_API_KEY = "api_key"
PASSWORD_FIELD = "password_2"
password_label = _("Your password")
password_placeholder = "Tulip4you"
token_url = "https://login.shop.internal/token"
API_KEY_HEADER = "X-Api-Key"
SECRET_NAME = "prod/shop/database-1"
secret_key_file = "/run/secrets/key1"
private_key = "/etc/ssl/private/shop.pem"
messages = {"password": "The password is wrong.", "token": "Expired"}
titles = {"password": "Passwort", "username": "Benutzername"}
schema = {"password": {"type": "string"}, "token": "string"}
password_regex = r"^(?=.*\d)[A-Za-z\d]{8,}$"
columns = dict(password="user_password", secret="vault:secret/data/shop")
reset_password = "reset1"
max_token = "t99"
pad_token = "[PAD]"
next_page_token = "Q2hlY2sgdGhlIGNsb2NrIDEy"
public_key = "4c1fa0d28e6b47519a3d7c02b5e8f6a1"
cache_key = "shop:4c1fa0d28e6b47519a3d7c02b5e8f6a1"
password_hash = "5f4dcc3b5aa765d61d8327deb882cf99"
choice = menu == "password"
if token == "endfor":
    pass
if token.type == "NAME":
    pass
if password == "":
    pass
if request.POST.get("password") == request.POST.get("confirmation"):
    pass


class Kind(TextChoices):
    PASSWORD = "passwd1"
    TOKEN = "token-based-1"
