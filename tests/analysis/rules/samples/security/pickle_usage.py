import base64
import copy
import hashlib
import hmac
import json
import marshal
import pickle

import jsonpickle
import numpy
import torch
from flask import Flask, request

app = Flask(__name__)
KEY = b"key"


@app.route("/load", methods=["POST"])
def load():
    pickle.loads(base64.b64decode(request.cookies["state"]))  # hit
    jsonpickle.decode(request.data)  # hit
    marshal.loads(request.get_data())  # hit
    json.loads(request.get_data())
    return "done"


@app.route("/signed", methods=["POST"])
def signed():
    body = request.get_data()
    signature, data = body[:32], body[32:]
    if not hmac.compare_digest(signature, hmac.new(KEY, data, hashlib.sha256).digest()):
        return "no", 400
    return {"state": pickle.loads(data)}


def save(value, path):
    with open(path, "wb") as file:
        pickle.dump(value, file)


def read(path):
    with open(path, "rb") as file:
        return pickle.load(file)  # hit


def cached(raw):
    return pickle.loads(raw)  # hit


def clone(value):
    copy.deepcopy(value)
    pickle.loads(b"\x80\x04N.")
    return pickle.loads(pickle.dumps(value))


def models(path):
    torch.load(path)  # hit
    torch.load(path, weights_only=True)
    numpy.load(path)
    numpy.load(path, allow_pickle=True)  # hit
