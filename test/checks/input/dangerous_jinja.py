"""Environments whose templates do not escape."""
import flask  # noqa
import jinja2
from jinja2 import Environment, FileSystemLoader, select_autoescape

plain = Environment(loader=FileSystemLoader("templates"))  # expect: input-dangerous-jinja
off = jinja2.Environment(autoescape=False)  # expect: input-dangerous-jinja


def render(values):
    html_environment = Environment()  # expect: input-dangerous-jinja
    return html_environment.get_template("page.html").render(values)


on = Environment(autoescape=True)
chosen = jinja2.Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


def given(options):
    return Environment(**options)


def made(escape):
    return Environment(autoescape=escape)
