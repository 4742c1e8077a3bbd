"""Templates whose source comes with the request."""
import jinja2
from django.template import Context, Template
from flask import Flask, render_template_string, request
from mako.template import Template as MakoTemplate

app = Flask(__name__)
environment = jinja2.Environment(autoescape=True)


@app.route("/string")
def by_flask():
    return render_template_string("<h1>" + request.args["name"] + "</h1>")  # expect: input-template-injection


@app.route("/jinja")
def by_jinja():
    source = "Hello %s" % request.args["name"]
    return environment.from_string(source).render()  # expect: input-template-injection


@app.route("/mako")
def by_mako():
    return {"text": MakoTemplate(request.args["template"]).render()}  # expect: input-template-injection


def by_django(request):
    return Template(request.POST["template"]).render(Context({}))  # expect: input-template-injection


@app.route("/value")
def as_value():
    return render_template_string("<h1>{{ name }}</h1>", name=request.args["name"])


@app.route("/jinja/value")
def as_jinja_value():
    return environment.from_string("Hello {{ name }}").render(name=request.args["name"])


@app.route("/chosen")
def chosen():
    sources = {"a": "A {{ x }}", "b": "B {{ x }}"}
    return render_template_string(sources[request.args["which"]], x=1)
