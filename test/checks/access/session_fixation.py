"""Logins that go on with the visitor's old session."""
from flask import session


def login(request, user):
    request.session["user_id"] = user.id  # expect: access-session-fixation
    return "ok"


def sign_in(user):
    session["username"] = user.name  # expect: access-session-fixation
    return "ok"


class Views:
    def log_in(self, request, user):
        request.session["logged_in"] = True  # expect: access-session-fixation


def login_renewed(request, user):
    request.session.cycle_key()
    request.session["user_id"] = user.id


def login_cleared(user):
    session.clear()
    session["username"] = user.name


def show(request, user):
    request.session["user_id"] = user.id


def login_page(request):
    request.session["next"] = "/"
