import xml.dom.minidom
import xml.sax
import xml.sax.handler
from xml.etree import ElementTree

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/dom", methods=["POST"])
def dom():
    body = request.form["body"]
    parser = xml.sax.make_parser()
    xml.dom.minidom.parseString(body, parser)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    xml.dom.minidom.parseString(body, parser)
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    xml.dom.minidom.parseString(body, parser)  # hit
    xml.dom.minidom.parseString("<constant/>", parser)
    xml.dom.minidom.parseString(body)
    ElementTree.fromstring(body)
    return "done"


@app.route("/lxml", methods=["POST"])
def lxml():
    body = request.get_data()
    etree.fromstring(body, etree.XMLParser(resolve_entities=True))  # hit
    etree.fromstring(body)  # hit
    etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    etree.fromstring(body, parser)
    etree.fromstring("<constant/>", etree.XMLParser(resolve_entities=True))
    return "done"


def load(path):
    etree.parse(path)
    etree.parse(path, etree.XMLParser(resolve_entities=True))  # hit
