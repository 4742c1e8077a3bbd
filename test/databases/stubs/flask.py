"""Stands in for Flask: what the request carries is what the harness wants it to."""


class request:
    args = {}
