# path: shop/settings.py
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask, request
from flask_cors import CORS, cross_origin

CORS_ALLOW_ALL_ORIGINS = True  # hit
CORS_ORIGIN_ALLOW_ALL = True  # hit
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://.*$"]  # hit
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # hit
app.add_middleware(CORSMiddleware, allow_origin_regex=".*")  # hit
app = Flask(__name__)
CORS(app)  # hit
CORS(app, origins="*")  # hit
CORS(app, resources={r"/api/*": {"origins": "*"}})  # hit
response["Access-Control-Allow-Origin"] = "*"  # hit
response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # hit
response.headers["Access-Control-Allow-Origin"] = request.headers.get("origin")  # hit
self.set_header("Access-Control-Allow-Origin", "*")  # hit
headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/plain"}  # hit


@app.get("/open")
@cross_origin()  # hit
def opened():
    return "open"


CORS(app, origins=["https://app.shop.test"])
CORS(app, resources={r"/api/*": {"origins": "https://app.shop.test"}})
CORS(app, **options)
app.add_middleware(CORSMiddleware, allow_origins=["https://app.shop.test"], allow_credentials=True)
app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["*"], allow_headers=["*"])
response["Access-Control-Allow-Origin"] = "https://app.shop.test"
response["Access-Control-Allow-Origin"] = origin
response["Access-Control-Allow-Methods"] = "*"
allowed = response["Access-Control-Allow-Origin"] == "*"
headers = {"Content-Type": "text/plain", "Accept": "*"}
query.add("Accept", "*")


class Settings:
    CORS_ALLOW_ALL_ORIGINS = False
    CORS_ALLOWED_ORIGINS = ["https://app.shop.test"]
    CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://[a-z]+\.shop\.test$"]


@app.get("/closed")
@cross_origin(origins=["https://app.shop.test"])
def closed():
    return "closed"
