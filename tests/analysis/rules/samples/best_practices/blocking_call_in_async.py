import asyncio
import os
import subprocess
import time
import urllib.request

import httpx
import requests


async def fetch(url):
    time.sleep(1)  # hit
    requests.get(url)  # hit
    urllib.request.urlopen(url)  # hit
    subprocess.run(["ls"])  # hit
    subprocess.Popen(["ls"])  # hit
    input("name?")  # hit
    await asyncio.sleep(1)
    await asyncio.to_thread(time.sleep, 1)
    await asyncio.create_subprocess_exec("ls")
    async with httpx.AsyncClient() as client:
        await client.get(url)


def plain(url):
    time.sleep(1)
    requests.get(url)
    return subprocess.run(["ls"])


async def wait():
    subprocess.Popen(["ls"])  # hit
    os.waitpid(-1, 0)  # hit
    client = httpx.Client()
    client.get("http://localhost")  # hit


async def outer():
    def inner():
        time.sleep(1)

    await asyncio.to_thread(inner)
