"""Hash functions that are broken, by whatever way they are named; how bad it is depends on what they are for."""
import hashlib
import hmac
from hashlib import sha1

from cryptography.hazmat.primitives import hashes
from Crypto.Hash import MD5

ALGORITHM = "md5"


def password_digest(password):
    return hashlib.md5(password.encode()).hexdigest()


def signature(body, secret):
    return hashlib.sha256(secret + body).hexdigest()


def by_name(token):
    return hashlib.new("sha256", token)


def message_code(key, message):
    return hmac.new(key, message, hashlib.md5)


def certificate_hash():
    return hashes.SHA256()


def old_library(secret):
    return MD5.new(secret)


def etag(content):
    return hashlib.sha256(content).hexdigest()


def says_so(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def strong(content, secret):
    hashlib.new("sha256", content)
    hmac.new(secret, content, "sha256")
    hmac.new(secret, content, hashlib.sha512)
    return hashlib.sha256(content)


def chosen_elsewhere(name, content):
    return hashlib.new(name, content)


class Other:
    def md5(self, content):
        return content


def another_md5(content):
    return Other().md5(content)
