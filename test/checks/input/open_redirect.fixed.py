"""Redirects whose target the request names."""
from urllib.parse import urljoin, urlparse

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, abort, redirect, request, url_for

app = Flask(__name__)
api = FastAPI()
HOSTS = {"example.com", "www.example.com"}


@app.route("/login")
def plain():
    return redirect(request.args["next"])


@app.route("/default")
def with_default():
    target = request.args.get("next") or "/"
    return redirect(target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/")


@app.route("/host")
def only_the_scheme():
    return redirect("https://" + request.args["host"])


@app.route("/slash")
def only_a_slash():
    return redirect("/" + request.args["page"])


def django_view(request):
    return HttpResponseRedirect(request.POST.get("next"))


@api.get("/go")
def go(url: str):
    return RedirectResponse(url if url.startswith("/") and not url.startswith(("//", "/\\")) else "/")


@app.route("/constant")
def constant():
    return redirect("/home")


@app.route("/own")
def own():
    return redirect(url_for("constant", page=request.args["page"]))


@app.route("/prefix")
def behind_prefix():
    return redirect("/users/" + request.args["name"])


@app.route("/site")
def on_a_site():
    return redirect("https://example.com/" + request.args["page"])


@app.route("/parsed")
def by_host():
    target = request.args["next"]
    if urlparse(target).netloc not in HOSTS:
        abort(400)
    return redirect(target)


def is_safe(target):
    own_url = urlparse(request.host_url)
    other = urlparse(urljoin(request.host_url, target))
    return other.scheme in ("http", "https") and own_url.netloc == other.netloc


@app.route("/helper")
def by_helper():
    target = request.args["next"]
    if not is_safe(target):
        abort(400)
    return redirect(target)


def django_guarded(request):
    target = request.GET["next"]
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect("/")


@app.route("/listed")
def listed():
    target = request.args["next"]
    if target in ("/home", "/about"):
        return redirect(target)
    return redirect("/")


def back(request):
    target = request.POST.get("next")
    if target and not url_has_allowed_host_and_scheme(target, {"example.com"}):
        target = "/"
    return HttpResponseRedirect(target)
