import yaml
from flask import Flask, request
from yaml import CSafeLoader

app = Flask(__name__)


class OwnLoader(yaml.SafeLoader):
    pass


@app.route("/load", methods=["POST"])
def load():
    body = request.get_data()
    yaml.load(body)  # hit
    yaml.load(body, Loader=yaml.Loader)  # hit
    yaml.load(body, yaml.UnsafeLoader)  # hit
    yaml.unsafe_load(body)  # hit
    yaml.load(body, Loader=yaml.FullLoader)  # hit
    yaml.safe_load(body)
    yaml.load(body, Loader=yaml.SafeLoader)
    yaml.load(body, Loader=CSafeLoader)
    yaml.load(body, Loader=OwnLoader)
    return "done"


def settings(path):
    with open(path) as file:
        first = yaml.load(file, Loader=yaml.Loader)  # hit
    with open(path) as file:
        second = yaml.safe_load(file)
    with open(path) as file:
        third = yaml.load(file, Loader=yaml.FullLoader)
    yaml.load("a: 1", Loader=yaml.Loader)
    return first, second, third
