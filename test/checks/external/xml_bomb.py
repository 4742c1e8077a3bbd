"""Documents that grow while they are parsed."""
import xml.dom.minidom
import xml.etree.ElementTree as ElementTree
import xml.sax
from xml.parsers import expat

import defusedxml.ElementTree
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/tree", methods=["POST"])
def tree():
    return {"tag": ElementTree.fromstring(request.data).tag}  # expect: external-xml-bomb


@app.route("/dom", methods=["POST"])
def dom():
    document = xml.dom.minidom.parseString(request.get_data())  # expect: external-xml-bomb
    return {"nodes": len(document.childNodes)}


@app.route("/sax", methods=["POST"])
def sax(handler):
    body = request.data
    xml.sax.parseString(body, handler)  # expect: external-xml-bomb
    return "ok"


@app.route("/expat", methods=["POST"])
def raw():
    parser = expat.ParserCreate()
    parser.Parse(request.data)  # expect: external-xml-bomb
    return "ok"


def without_limits():
    return etree.XMLParser(huge_tree=True, resolve_entities=False)  # expect: external-xml-bomb


@app.route("/defused", methods=["POST"])
def defused():
    return {"tag": defusedxml.ElementTree.fromstring(request.data).tag}


@app.route("/limits", methods=["POST"])
def limits():
    parser = etree.XMLParser(resolve_entities=False)
    return {"tag": etree.fromstring(request.data, parser).tag}


def own():
    return ElementTree.fromstring("<shop><open/></shop>")


def settings():
    return ElementTree.parse("settings.xml")
