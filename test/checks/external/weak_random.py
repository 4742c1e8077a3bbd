"""Secrets that can be foretold."""
import random
import secrets
import string
from random import choice


def make_token():
    return "".join(random.choice(string.ascii_letters) for _ in range(32))  # expect: external-weak-random


def new_user(user):
    user.password = str(random.randint(100000, 999999))  # expect: external-weak-random


def by_variable(response):
    number = random.random()  # expect: external-weak-random
    value = str(number)[2:]
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


def csrf(session):
    session["csrf_token"] = choice(string.hexdigits)  # expect: external-weak-random


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
    return uuid.uuid1().hex  # expect: external-weak-random


def pin_code():
    digits = random.choices(string.digits, k=6)  # expect: external-weak-random
    password = "".join(digits)
    return password


def token_of_numpy():  # no fix: it makes arrays
    import numpy
    token = numpy.random.bytes(16)  # expect: external-weak-random
    return token
