"""Passwords kept as text."""
import hashlib

from django.db import models
from flask import request
from werkzeug.security import check_password_hash


class User(models.Model):
    password = models.CharField(max_length=80)


def login(user):
    if user.password == request.form["password"]:  # expect: access-plaintext-password
        return user
    return None


def login_by_row(row, password):
    return row["password"] == password  # expect: access-plaintext-password


def register():
    user = User()
    user.password = request.form["password"]  # expect: access-plaintext-password
    user.save()


def fast(password):
    return hashlib.sha256(password.encode()).hexdigest()  # expect: access-plaintext-password


def login_with_hash(user, password):
    return check_password_hash(user.password_hash, password)


def repeated(form):
    return form["password"] == form["confirm_password"]


def empty(user):
    return user.password == ""


def checksum(content):
    return hashlib.sha256(content).hexdigest()


def shortened_for_a_slow_hash(password):
    return bcrypt.hashpw(hashlib.sha256(password.encode()).hexdigest().encode(), bcrypt.gensalt())
