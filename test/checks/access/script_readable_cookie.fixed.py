"""Cookies that scripts on the page can read."""
from flask import Flask, make_response

app = Flask(__name__)
app.config.update(SESSION_COOKIE_HTTPONLY=True)


@app.route("/login")
def login():
    response = make_response("welcome")
    response.set_cookie("session", "x1", secure=True, samesite="Lax", httponly=True)
    return response


def explicit(response, token):
    response.set_cookie("refresh_token", token, secure=True, httponly=True, samesite="Lax")


def protected(response, token):
    response.set_cookie("session", token, secure=True, httponly=True, samesite="Lax")


def removed(response):
    response.set_cookie("session", "", expires=0)


class Jar:
    def set_cookie(self, name, value):
        self.value = value


def own_class(token):
    Jar().set_cookie("session", token)
