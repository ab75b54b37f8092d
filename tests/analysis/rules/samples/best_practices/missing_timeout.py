import http.client
import smtplib
import socket
from urllib.request import Request, urlopen

import httpx
import requests


def fetch(url, options, timeout, args):
    requests.get(url)  # hit
    requests.post(url, json={}, timeout=None)  # hit
    urlopen(url)  # hit
    urlopen(Request(url), None)  # hit
    httpx.get(url, timeout=None)  # hit
    socket.create_connection((url, 80))  # hit
    http.client.HTTPSConnection(url)  # hit
    smtplib.SMTP(url, 25)  # hit
    requests.get(url, timeout=5)
    requests.request("GET", url, timeout=timeout)
    requests.get(url, **options)
    urlopen(url, None, 5)
    urlopen(url, timeout=timeout)
    urlopen(*args)
    httpx.get(url)
    httpx.Client(timeout=5)
    socket.create_connection((url, 80), 5)
    http.client.HTTPConnection(url, 80, 5)
    smtplib.SMTP(url, 25, "me", 5)
    options.get(url)
    {}.get(url)


class Client:
    def __init__(self):
        self.session = requests.Session()
        self.cache = {}

    def load(self, url):
        self.session.get(url)  # hit
        self.session.post(url, timeout=5)
        self.cache.get(url)
        with requests.Session() as session:
            session.head(url)  # hit
            return session.get(url, timeout=(3, 5))
