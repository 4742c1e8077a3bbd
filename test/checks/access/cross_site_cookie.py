"""Cookies that go along with requests of other sites."""
from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_SAMESITE"] = None  # expect: access-cross-site-cookie


@app.route("/login")
def login():
    response = make_response("welcome")
    response.set_cookie("session", "x1", secure=True, httponly=True)  # expect: access-cross-site-cookie
    return response


def explicit(response, token):
    response.set_cookie("session", token, secure=True, httponly=True, samesite="None")  # expect: access-cross-site-cookie


def protected(response, token):
    response.set_cookie("session", token, secure=True, httponly=True, samesite="Strict")


def by_setting(response, token, policy):
    response.set_cookie("session", token, secure=True, httponly=True, samesite=policy)


def removed(response):
    response.set_cookie("session", "", max_age=0)
