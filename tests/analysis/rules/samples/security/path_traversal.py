import os
import uuid
from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = Path("/srv/files").resolve()
EXTENSIONS = {"png", "jpg"}


def allowed(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in EXTENSIONS


@app.route("/download")
def download():
    name = request.args["name"]
    path = os.path.join("/srv/files", name)
    if request.args.get("raw"):
        with open(path) as file:  # hit
            return {"text": file.read()}
    os.remove("/srv/files/" + name)  # hit
    (FOLDER / name).read_text()  # hit
    open("/srv/" + name.replace("../", ""))  # hit
    return send_file(path)  # hit


@app.route("/checked")
def checked():
    target = (FOLDER / request.args["name"]).resolve()
    if not target.is_relative_to(FOLDER):
        abort(404)
    target.read_text()
    folder = os.path.realpath("/srv/files")
    path = os.path.realpath(os.path.join(folder, request.args["other"]))
    if os.path.commonpath([path, folder]) != folder:
        abort(404)
    with open(path) as file:
        return {"text": file.read()}


@app.route("/prefix")
def prefix():
    folder = os.path.abspath("/srv/files")
    path = os.path.abspath(os.path.join(folder, request.args["name"]))
    if not path.startswith(folder + os.sep):
        abort(404)
    return send_file(path)


@app.route("/prefix-of-raw")
def prefix_of_raw():
    path = os.path.join("/srv/files", request.args["name"])
    if not path.startswith("/srv/files"):
        abort(404)
    return send_file(path)  # hit


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    if file and allowed(file.filename):
        file.save(os.path.join("/srv/up", file.filename))  # hit
        file.save(os.path.join("/srv/up", secure_filename(file.filename)))
        file.save(os.path.join("/srv/up", os.path.basename(file.filename)))
        extension = file.filename.rsplit(".", 1)[1].lower()
        if extension not in EXTENSIONS:
            return "no"
        file.save(os.path.join("/srv/up", f"{uuid.uuid4()}.{extension}"))
    return "done"


@app.route("/static/<path:name>")
def static_file(name):
    return send_from_directory("/srv/files", name)


@app.route("/page/<int:number>/<path:name>/<title>")
def page(number, name, title):
    open(f"/srv/pages/{number}.html")
    open(f"/srv/pages/{name}.html")  # hit
    open(f"/srv/pages/{title}.html")  # hit
    return "done"


def read(path):
    with open(path) as file:
        return file.read()


def run_by_hand():
    import sys

    return open(sys.argv[1]).read()
