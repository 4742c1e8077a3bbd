"""Tokens that are believed without proof."""
import jwt
from jose import jwt as jose_jwt

OPTIONS = {"verify_signature": False, "verify_exp": True}


def by_option(token):
    return jwt.decode(token, options={"verify_signature": False})  # expect: access-jwt-not-verified


def by_constant(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options=OPTIONS)  # expect: access-jwt-not-verified


def old_way(token, key):
    return jwt.decode(token, key, verify=False)  # expect: access-jwt-not-verified


def none_accepted(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "none"])  # expect: access-jwt-not-verified


def any_algorithm(token, key):
    return jwt.decode(token, key)  # expect: access-jwt-not-verified


def other_library(token, key):
    return jose_jwt.decode(token, key, options={"verify_signature": False})  # expect: access-jwt-not-verified


def unsigned(claims):
    return jwt.encode(claims, "", algorithm="none")  # expect: access-jwt-not-verified


def verified(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])


def verified_with_options(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False})


def signed(claims, key):
    jwt.get_unverified_header(key)
    return jwt.encode(claims, key, algorithm="HS256")
