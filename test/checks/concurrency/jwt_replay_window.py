"""Tokens that never expire."""
import datetime

import jwt


def direct(user, key):
    return jwt.encode({"sub": user.id}, key, algorithm="HS256")  # expect: concurrency-jwt-replay-window


def by_variable(user, key):
    payload = {"sub": user.id}
    payload["role"] = "admin"
    return jwt.encode(payload, key, algorithm="HS256")  # expect: concurrency-jwt-replay-window


def by_keyword(user, key):
    return jwt.encode(payload=dict(sub=user.id), key=key, algorithm="HS256")  # expect: concurrency-jwt-replay-window


def expires(user, key):
    until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=15)
    return jwt.encode({"sub": user.id, "exp": until}, key, algorithm="HS256")


def added(user, key, until):
    payload = {"sub": user.id}
    payload["exp"] = until
    return jwt.encode(payload, key, algorithm="HS256")


def unknown(payload, key):
    return jwt.encode(payload, key, algorithm="HS256")


def spread(claims, key):
    return jwt.encode({"sub": 1, **claims}, key, algorithm="HS256")


def other(codec, text):
    return codec.encode(text)
