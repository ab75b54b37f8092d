from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient().app


@app.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    db.users.find_one({"name": data["name"], "password": data["password"]})  # hit
    db.users.find(request.json)  # hit
    db.users.find_one({"name": str(data["name"])})
    db.users.find_one({"name": request.form["name"]})
    word = request.args["word"]
    db.users.find({"$where": f"this.name == '{word}'"})  # hit
    db.users.find({"active": True})
    word.find(request.args["part"])
    return "done"


def by_name(name):
    return db.users.find_one({"name": name})
