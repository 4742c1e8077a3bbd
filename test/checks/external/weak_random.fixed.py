"""Secrets that can be foretold."""
import random
import secrets
import string
from random import choice


def make_token():
    return "".join(secrets.choice(string.ascii_letters) for _ in range(32))


def new_user(user):
    user.password = str(secrets.SystemRandom().randint(100000, 999999))


def by_variable(response):
    number = secrets.SystemRandom().random()
    value = str(number)[2:]
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


def csrf(session):
    session["csrf_token"] = secrets.choice(string.hexdigits)


def good_token():
    return secrets.token_urlsafe(32)


def system():
    token = random.SystemRandom().choice(string.ascii_letters)
    return token


def jitter(attempt):
    return attempt + random.random()


def pick(products):
    return random.sample(products, 3)


def dice():
    return random.randint(1, 6)


def session_id():
    import uuid
    return uuid.uuid4().hex


def pin_code():
    digits = secrets.SystemRandom().choices(string.digits, k=6)
    password = "".join(digits)
    return password


def token_of_numpy():  # no fix: it makes arrays
    import numpy
    token = numpy.random.bytes(16)
    return token
