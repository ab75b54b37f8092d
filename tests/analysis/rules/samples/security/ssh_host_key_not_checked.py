import subprocess

import asyncssh
import paramiko
import pysftp
from paramiko.client import AutoAddPolicy

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # hit
client.set_missing_host_key_policy(paramiko.AutoAddPolicy)  # hit
client.set_missing_host_key_policy(AutoAddPolicy())  # hit
client.set_missing_host_key_policy(policy=paramiko.WarningPolicy())  # hit
subprocess.run(["ssh", "-o", "StrictHostKeyChecking=no", host, "uptime"])  # hit
connection = asyncssh.connect(host, known_hosts=None)  # hit
options = pysftp.CnOpts()
options.hostkeys = None  # hit

client.load_system_host_keys()
client.load_host_keys("known_hosts")
client.set_missing_host_key_policy(paramiko.RejectPolicy())
client.set_missing_host_key_policy(paramiko.RejectPolicy)
client.set_missing_host_key_policy(policy)
subprocess.run(["ssh", "-o", "StrictHostKeyChecking=yes", host, "uptime"])
subprocess.run(["ssh", "-o", "StrictHostKeyChecking=accept-new", host, "uptime"])
connection = asyncssh.connect(host)
connection = asyncssh.connect(host, known_hosts="known_hosts")
options.hostkeys.load("known_hosts")


def run(host):
    """Runs a command; StrictHostKeyChecking=no is refused."""
    return host
