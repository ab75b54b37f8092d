import ftplib
import imaplib
import os
import poplib
import smtplib
import ssl
from telnetlib import Telnet

import boto3
import ldap
import requests

ftp = ftplib.FTP("files.shop.test", "ada", password)  # hit
telnet = Telnet(host)  # hit
directory = ldap.initialize("ldap://directory.shop.test")  # hit
answer = requests.get("http://api.shop.test/orders", auth=(user, password))  # hit
answer = requests.post(f"http://{host}/orders", auth=token)  # hit
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # hit
store = boto3.client("s3", use_ssl=False)  # hit


def send(host, message):
    mail = smtplib.SMTP(host, 25)  # hit
    mail.login(user, password)
    mail.send_message(message)


def fetch(host):
    box = imaplib.IMAP4(host)  # hit
    box.login(user, password)
    box = poplib.POP3(host)  # hit
    box.pass_(password)


def send_safely(host, message):
    mail = smtplib.SMTP(host, 587)
    mail.starttls(context=ssl.create_default_context())
    mail.login(user, password)
    mail.send_message(message)


def relay(host, message):
    mail = smtplib.SMTP(host, 25)
    mail.send_message(message)


def send_encrypted(host):
    mail = smtplib.SMTP_SSL(host)
    mail.login(user, password)
    box = imaplib.IMAP4_SSL(host)
    box.login(user, password)


def look_up(address):
    directory = ldap.initialize("ldaps://directory.shop.test")
    return directory.search(address)


ftp = ftplib.FTP_TLS("files.shop.test", "ada", password)
ftp = ftplib.FTP("localhost")
answer = requests.get("https://api.shop.test/orders", auth=(user, password))
answer = requests.get("http://localhost:8000/orders", auth=(user, password))
answer = requests.get("http://api.shop.test/public")
answer = requests.get(url, auth=(user, password))
store = boto3.client("s3")
