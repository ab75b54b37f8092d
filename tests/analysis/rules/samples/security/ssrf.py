import os
from urllib.parse import urlparse
from urllib.request import urlopen

import httpx
import requests
from flask import Flask, abort, request

app = Flask(__name__)
API = os.environ["API_URL"]
BASE = "https://api.example.com"
HOSTS = {"api.example.com", "www.example.com"}


@app.route("/fetch")
def fetch():
    url = request.args["url"]
    requests.get(url, timeout=3)  # hit
    urlopen(url)  # hit
    requests.request("GET", url, timeout=3)  # hit
    requests.get("https://" + request.args["host"] + "/status", timeout=3)  # hit
    requests.get(f"{BASE}/users/{request.args['id']}", timeout=3)
    requests.get(API + "/users/" + request.args["id"], timeout=3)
    requests.get(BASE, params={"url": url}, timeout=3)
    requests.post("https://api.example.com/fetch", json={"url": url}, timeout=3)
    with requests.Session() as session:
        session.get(url, timeout=3)  # hit
        session.get(f"{BASE}/{url}", timeout=3)
    return "done"


@app.route("/fetch-known")
def fetch_known():
    url = request.args["url"]
    if urlparse(url).hostname not in HOSTS:
        abort(400)
    requests.get(url, timeout=3)
    other = request.args["other"]
    if not other.startswith("https://api.example.com/"):
        abort(400)
    requests.get(other, timeout=3)
    return "done"


async def relay(request):
    async with httpx.AsyncClient() as client:
        await client.get((await request.json())["url"])  # hit
        await client.get("https://api.example.com/")


def download(url):
    return requests.get(url, timeout=3).content
