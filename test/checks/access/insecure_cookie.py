"""Cookies that travel over unencrypted connections too."""
from django.http import HttpResponse
from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = False  # expect: access-insecure-cookie


@app.route("/login")
def login():
    response = make_response("welcome")
    response.set_cookie("session", "x1", httponly=True, samesite="Lax")  # expect: access-insecure-cookie
    return response


def explicit(response, token):
    response.set_cookie("auth_token", token, secure=False, httponly=True, samesite="Strict")  # expect: access-insecure-cookie


def django_view(request):
    response = HttpResponse("ok")
    response.set_cookie("theme", "dark", httponly=True, samesite="Lax")  # expect: access-insecure-cookie
    return response


def protected(response, token):
    response.set_cookie("session", token, secure=True, httponly=True, samesite="Lax")


def by_setting(response, token, settings):
    response.set_cookie("session", token, secure=settings.secure, httponly=True, samesite="Lax")


def removed(response):
    response.set_cookie("session", "", max_age=0)


def with_options(response, token, **options):
    response.set_cookie("session", token, **options)
