import argparse
import asyncio
import os
import re
import shlex
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)
NAME = re.compile(r"^[a-z0-9_-]{1,20}$")
MODES = ("fast", "slow")


@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    subprocess.check_output(f"ping -c 1 {host}", shell=True)  # hit
    subprocess.check_output(["ping", "-c", "1", host])
    subprocess.run("ping " + shlex.quote(host), shell=True)
    subprocess.run(shlex.split("ls -l") + [host])
    subprocess.run(shlex.split("ls -l " + host))
    subprocess.run(["grep", "-c", host])
    subprocess.run("ls", shell=True, cwd="/tmp", env={"HOST": host})
    os.system("ping {}".format(host))  # hit
    os.popen("ping %s" % host)  # hit
    subprocess.run(["bash", "-c", f"ping {host}"])  # hit
    subprocess.run([host, "--version"])  # hit
    subprocess.run(host)  # hit
    return "done"


def valid(value):
    if not value:
        return False
    if not re.fullmatch(r"[A-Za-z0-9.]+", value):
        return False
    return True


def hardly_valid(value):
    return bool(re.match(r"[a-z]+", value))


def require_name(value):
    if not value.isalnum():
        raise ValueError(value)


@app.route("/guarded")
def guarded():
    name = request.args["name"]
    if not NAME.match(name):
        abort(400)
    os.system("ls " + name)
    host = request.args["host"]
    if not valid(host):
        return "no"
    os.system("ls " + host)
    group = request.args["group"]
    require_name(group)
    os.system("ls " + group)
    number = request.args["number"]
    try:
        int(number)
    except ValueError:
        return "no"
    os.system("kill " + number)
    mode = request.args["mode"]
    if mode not in MODES:
        mode = "fast"
    os.system("run --mode=" + mode)
    os.system("ls " + re.sub(r"[^a-z]", "", request.args["letters"]))
    return "done"


@app.route("/not-guarded")
def not_guarded():
    name = request.args["name"]
    if not re.match("[a-z]+", name):
        abort(400)
    os.system("ls " + name)  # hit
    host = request.args["host"]
    if not hardly_valid(host):
        return "no"
    os.system("ls " + host)  # hit
    group = request.args["group"]
    if len(group) > 100:
        return "no"
    os.system("ls " + group)  # hit
    letters = re.sub(r"[;|]", "", request.args["letters"])
    os.system("ls " + letters)  # hit
    return "done"


class Scan:
    def __init__(self, target):
        self.target = target

    def start(self):
        subprocess.call("nmap " + self.target, shell=True)  # hit


@app.route("/scan")
def scan():
    Scan(request.args["target"]).start()
    wrap = lambda word: "echo " + word
    os.system(wrap(request.args["word"]))  # hit
    os.system("kill " + " ".join(map(str, map(int, request.args.getlist("pid")))))
    os.system("echo " + str(len(request.args["word"])))
    os.system("echo " + ("yes" if request.args["word"] else "no"))
    return "done"


async def later(command: str):
    await asyncio.create_subprocess_shell(command)  # hit
    await asyncio.create_subprocess_exec("ls", command)


def convert(source, target, count: int):
    os.system("convert %s %s" % (source, target))  # hit
    os.system(f"convert -n {count}")


def _archive(name):
    os.system("tar cf /tmp/%s.tar" % name)


def archives():
    for name in ("logs", "data"):
        _archive(name)


def main():
    parser = argparse.ArgumentParser()
    arguments = parser.parse_args()
    os.system("ls " + arguments.folder)  # hit
    subprocess.run(["ls", arguments.folder])
    os.system(os.environ["EDITOR"] + " notes.txt")
