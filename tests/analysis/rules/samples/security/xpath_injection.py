import elementpath
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
ROOT = etree.parse("users.xml")


@app.route("/user")
def user():
    name = request.args["name"]
    ROOT.xpath(f"//user[@name='{name}']")  # hit
    ROOT.xpath("//user[@name = $name]", name=name)
    ROOT.xpath("//user[@name='admin']")
    ROOT.find("./user[@name='%s']" % name)  # hit
    name.find(request.args["part"])
    quoted = name.replace("'", "&apos;")
    ROOT.xpath(f"//user[@name='{quoted}']")
    elementpath.select(ROOT, "//user[@id='" + name + "']")  # hit
    if "'" in name:
        return "no quotes"
    elementpath.select(ROOT, "//user[@id='" + name + "']")
    return "done"


def by_id(tree, key):
    return tree.xpath("//user[@id='" + key + "']")  # hit


def any_path(tree, path):
    return tree.xpath(path)
