"""Text of the request sent as HTML."""
import html

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Flask, Response, jsonify, make_response, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)
api = FastAPI()


@app.route("/hello")
def returned():
    name = request.args.get("name", "you")
    return "<h1>Hello " + name + "</h1>"  # expect: input-cross-site-scripting


@app.route("/status")
def with_status():
    return f"no such page: {request.path}", 404  # expect: input-cross-site-scripting


@app.route("/response")
def responded():
    return Response("<p>%s</p>" % request.args["q"])  # expect: input-cross-site-scripting


@app.route("/made")
def made():
    response = make_response("Hello " + request.cookies["name"])  # expect: input-cross-site-scripting
    response.headers["X-Frame-Options"] = "DENY"
    return response


@app.route("/marked")
def marked():
    title = Markup("<b>" + request.args["title"] + "</b>")  # expect: input-cross-site-scripting
    return render_template("page.html", title=title)


def django_view(request):
    return HttpResponse("<p>" + request.GET["q"] + "</p>")  # expect: input-cross-site-scripting


def django_marked(request):
    return mark_safe("<i>" + request.POST["note"] + "</i>")  # expect: input-cross-site-scripting


@api.get("/page")
def page(name: str):
    return HTMLResponse(f"<h1>{name}</h1>")  # expect: input-cross-site-scripting


@app.route("/escaped")
def escaped():
    return "<h1>Hello " + html.escape(request.args["name"]) + "</h1>"


@app.route("/escaped/too")
def escaped_by_markupsafe():
    return f"<h1>{escape(request.args['name'])}</h1>"


@app.route("/markup")
def by_markup():
    return Markup("<b>%s</b>") % request.args["name"]


@app.route("/template")
def by_template():
    return render_template("page.html", name=request.args["name"])


@app.route("/json")
def as_json():
    return jsonify(name=request.args["name"])


@app.route("/dict")
def as_dict():
    return {"name": request.args["name"]}


@app.route("/text")
def as_text():
    return Response(request.args["name"], mimetype="text/plain")


@app.route("/plain")
def as_plain():
    response = make_response(request.args["name"])
    response.headers["Content-Type"] = "text/plain"
    return response


@app.route("/number")
def number():
    return "<p>" + str(int(request.args["n"])) + "</p>"


def django_formatted(request):
    return HttpResponse(format_html("<p>{}</p>", request.GET["q"]))


def django_json(request):
    return HttpResponse(request.GET["q"], content_type="application/json")


@api.get("/data")
def data(name: str):
    return {"name": name}


@app.route("/script")
def in_script():  # no fix: another language
    return f"<script>show('{request.args['name']}')</script>"  # expect: input-cross-site-scripting


@app.route("/link")
def as_address():  # no fix: javascript: would stay
    return '<a href="' + request.args["url"] + '">back</a>'  # expect: input-cross-site-scripting


@app.route("/bare")
def in_a_tag():  # no fix: a blank ends the value
    return "<input value=%s>" % request.args["value"]  # expect: input-cross-site-scripting


@app.route("/attribute")
def in_quotes():
    return '<input value="{}">'.format(request.args.get("value"))  # expect: input-cross-site-scripting


@app.route("/echo")
def echoed():  # a person must look: it may be meant to be HTML
    return request.args["text"]  # expect: input-cross-site-scripting


@api.get("/card", response_class=HTMLResponse)
async def response_class(name: str):
    return f"<h1>{name}</h1>"  # expect: input-cross-site-scripting


@api.get("/card.json")
async def json_by_default(name: str):
    return f"<h1>{name}</h1>"


@api.get("/card/{number}", response_class=HTMLResponse)
async def response_class_number(number: int):
    return f"<h1>{number}</h1>"
