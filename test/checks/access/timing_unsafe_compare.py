"""Comparisons whose time tells how near a guess is."""
import hashlib
import hmac

from flask import request

KEY = b"k"


def webhook():
    expected = hmac.new(KEY, request.data, hashlib.sha256).hexdigest()
    return request.headers["X-Signature"] == expected  # expect: access-timing-unsafe-compare


def direct(body, given):
    return hmac.new(KEY, body, "sha256").digest() == given  # expect: access-timing-unsafe-compare


def api_key(settings):
    if request.headers.get("X-Api-Key") != settings.api_key:  # expect: access-timing-unsafe-compare
        raise PermissionError


def constant_time(body, given):
    return hmac.compare_digest(hmac.new(KEY, body, "sha256").digest(), given)


def checksum(content, expected):
    return hashlib.sha256(content).hexdigest() == expected


def empty():
    return request.headers.get("X-Api-Key") == ""


def parser(token):
    return token == next_token(token)


def next_token(token):
    return token.next


def refresh(session):
    csrf_token = request.cookies["csrf_token"]
    if session["csrf_token"] != csrf_token:
        session["csrf_token"] = csrf_token


def cleaned():
    csrf_token = request.cookies["csrf_token"]
    short = parser(csrf_token)
    return short != csrf_token
