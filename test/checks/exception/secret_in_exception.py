"""Secrets that become part of an exception's text."""


def formatted(user, password):
    raise ValueError("cannot log in %s with %s" % (user, password))  # expect: exception-secret-in-exception


def interpolated(client):
    raise RuntimeError(f"rejected key {client.api_key}")  # expect: exception-secret-in-exception


def chained(settings):
    try:
        connect(settings)
    except OSError as error:
        raise ConnectionError("no way in: " + settings["db_password"]) from error  # expect: exception-secret-in-exception


def as_argument(access_token):
    raise PermissionError("expired", access_token)  # expect: exception-secret-in-exception


def no_secret(user, password, password_field):
    if not password:
        raise ValueError("no password for %s" % user)
    if len(password) < 8:
        raise ValueError(f"password of {user} has {len(password)} letters")
    raise ValueError("field %s" % password_field)


def masked(password):
    raise ValueError("rejected: %s" % mask(password))


def lexer(token):
    raise SyntaxError("unexpected %s" % token)
