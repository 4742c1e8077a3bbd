"""Request data in XPath expressions."""
import xml.etree.ElementTree as ET

from flask import Flask, abort, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("users.xml")


@app.route("/lxml")
def by_lxml():
    return {"n": len(tree.xpath("//user[@name='" + request.args["name"] + "']"))}  # expect: database-xpath-injection


@app.route("/compiled")
def compiled():
    find = etree.XPath(f"//user[@id={request.args['id']}]")  # expect: database-xpath-injection
    return {"n": len(find(tree))}


@app.route("/elementtree")
def by_elementtree():
    root = ET.parse("users.xml").getroot()
    return {"n": len(root.findall(".//user[@name='%s']" % request.args["name"]))}  # expect: database-xpath-injection


@app.route("/variable")
def by_variable():
    return {"n": len(tree.xpath("//user[@name=$name]", name=request.args["name"]))}


@app.route("/number")
def number():
    return {"n": len(tree.xpath("//user[@id=%d]" % int(request.args["id"])))}


@app.route("/listed")
def listed():
    kind = request.args["kind"]
    if kind not in ("user", "group"):
        abort(400)
    return {"n": len(tree.xpath("//" + kind))}


@app.route("/quotes")
def without_quotes():
    name = request.args["name"]
    if "'" in name:
        abort(400)
    return {"n": len(tree.xpath("//user[@name='" + name + "']"))}
