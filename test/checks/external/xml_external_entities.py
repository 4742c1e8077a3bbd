"""Parsers that fetch what documents name."""
import io
import xml.etree.ElementTree as ElementTree
import xml.sax
from xml.sax.handler import feature_external_ges

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def default_parser():
    return {"tag": etree.fromstring(request.data).tag}  # expect: external-xml-external-entities


@app.route("/style", methods=["POST"])
def style():
    return {"page": str(etree.XSLT(request.data))}  # expect: external-xml-external-entities


def told_to():
    return etree.XMLParser(resolve_entities=True)  # expect: external-xml-external-entities


def sax():
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)  # expect: external-xml-external-entities
    return parser


@app.route("/careful", methods=["POST"])
def careful():
    parser = etree.XMLParser(resolve_entities=False)
    return {"tag": etree.fromstring(request.data, parser).tag}


@app.route("/standard", methods=["POST"])
def standard():
    return {"tag": ElementTree.fromstring(request.data).tag}  # expect: external-xml-bomb


def sax_without():
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, False)
    return parser


def own_document():
    return etree.fromstring("<shop/>")


@app.route("/told", methods=["POST"])
def told_and_given():
    parser = etree.XMLParser(resolve_entities=True)  # expect: external-xml-external-entities
    return {"tag": etree.fromstring(request.data, parser).tag}


@app.route("/stream", methods=["POST"])
def sax_of_a_stream():
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)  # expect: external-xml-external-entities
    parser.parse(io.BytesIO(request.data))
    return "ok"


def own_file():
    return etree.parse("shop.xml", etree.XMLParser(resolve_entities=True))


@app.route("/replaced", methods=["POST"])
def replaced():
    text = request.form["text"]
    text = "<shop/>"
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.parse(io.StringIO(text))
    return "ok"


def of_somebody(text):
    parser = etree.XMLParser(load_dtd=True)  # expect: external-xml-external-entities
    return etree.fromstring(text, parser=parser)
