import asyncio
import os
import socket
from http.server import HTTPServer

import uvicorn
from flask import Flask

HOST = "0.0.0.0"  # hit
bind = "0.0.0.0:8000"  # hit

app = Flask(__name__)
app.run(host="0.0.0.0", port=8080)  # hit
uvicorn.run(app, host="::", port=8080)  # hit
sock = socket.socket()
sock.bind(("0.0.0.0", 31137))  # hit
sock.bind(("", 80))  # hit
server = HTTPServer(("0.0.0.0", 8000), Handler)  # hit
server = asyncio.start_server(serve, "0.0.0.0", 8888)  # hit
host = os.environ.get("SHOP_HOST", "0.0.0.0")  # hit
parser.add_argument("--host", default="0.0.0.0")  # hit


def serve(port, host="0.0.0.0"):  # hit
    return host, port


app.run(host="127.0.0.1", port=8080)
app.run()
uvicorn.run(app, host=settings.host)
sock.bind(("127.0.0.1", 31137))
sock.bind(("localhost", 80))
sock.bind((host, 80))
sock.connect(("0.0.0.0", 80))
server = HTTPServer(("localhost", 8000), Handler)
LOCAL = {"127.0.0.1", "0.0.0.0", "localhost"}
is_local = address == "0.0.0.0"
ALLOWED_NETWORKS = ["0.0.0.0/0"]
text = address.replace("0.0.0.0", "127.0.0.1")
widget.bind("<Return>", submit)
result = query.bind(("", 1, 2))
host = os.environ.get("SHOP_HOST", "127.0.0.1")
parser.add_argument("--mask", default="0.0.0.0")
connection = connect(host="0.0.0.0")
