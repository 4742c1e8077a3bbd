"""Handlers that other sites can drive."""
import hmac

from django.views.decorators.csrf import csrf_exempt
from flask import Flask
from flask_wtf import FlaskForm

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = True

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


@csrf_exempt
def transfer(request):
    request.user.pay(request.POST["amount"])


class OrderForm(FlaskForm):
    pass


def order():
    return OrderForm(meta={"csrf": True})


def guarded_order():
    return OrderForm()


def guarded(request):
    request.user.pay(request.POST["amount"])


def configured(enabled):
    app.config["WTF_CSRF_ENABLED"] = enabled
    app.config["WTF_CSRF_TIME_LIMIT"] = False
