import os
import ssl

import aiohttp
import httpx
import jwt
import ldap
import pycurl
import pymongo
import requests
import urllib3

VERIFY = False

answer = requests.get(url, verify=False)  # hit
answer = requests.post(
    url,
    json=body,
    verify=VERIFY,  # hit
)
client = httpx.AsyncClient(verify=False)  # hit
session = requests.Session()
session.verify = False  # hit
ssl._create_default_https_context = ssl._create_unverified_context  # hit
context = ssl._create_unverified_context()  # hit
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE  # hit
pool = urllib3.PoolManager(cert_reqs="CERT_NONE")  # hit
connection = aiohttp.TCPConnector(verify_ssl=False)  # hit
connector = aiohttp.TCPConnector(ssl=False)  # hit
mongo = pymongo.MongoClient(url, tlsAllowInvalidCertificates=True)  # hit
sock = ssl.wrap_socket(sock)  # hit
os.environ["PYTHONHTTPSVERIFY"] = "0"  # hit
curl.setopt(pycurl.SSL_VERIFYPEER, 0)  # hit
ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # hit


def relaxed():
    context = ssl.create_default_context()
    context.check_hostname = False  # hit
    return context


answer = requests.get(url)
answer = requests.get(url, verify=True)
answer = requests.get(url, verify="/etc/ssl/ca.pem")
answer = requests.get(url, verify=settings.verify)
claims = jwt.decode(token, key, verify=False)
session.verify = "/etc/ssl/ca.pem"
valid = signature(text, verify=False)
context = ssl.create_default_context(cafile="ca.pem")
context.verify_mode = ssl.CERT_REQUIRED
context.check_hostname = True
pool = urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
connector = aiohttp.TCPConnector(ssl=context)
curl.setopt(pycurl.SSL_VERIFYPEER, 1)
ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
database = connect(host, ssl=False)
if context.verify_mode == ssl.CERT_NONE:
    raise ValueError("certificates are checked here")


def fetch(url, verify=True):
    return requests.get(url, verify=verify)
