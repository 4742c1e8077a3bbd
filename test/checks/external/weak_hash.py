"""Hash functions that are broken, by whatever way they are named; how bad it is depends on what they are for."""
import hashlib
import hmac
from hashlib import sha1

from cryptography.hazmat.primitives import hashes
from Crypto.Hash import MD5

ALGORITHM = "md5"


def password_digest(password):
    return hashlib.md5(password.encode()).hexdigest()  # expect: external-weak-hash
    #      ^^^^^^^^^^^


def signature(body, secret):
    return sha1(secret + body).hexdigest()  # expect: external-weak-hash


def by_name(token):
    return hashlib.new(ALGORITHM, token)  # expect: external-weak-hash
    #                  ^^^^^^^^^


def message_code(key, message):
    return hmac.new(key, message, hashlib.md5)  # expect: external-weak-hash


def certificate_hash():
    return hashes.SHA1()  # expect: external-weak-hash


def old_library(secret):
    return MD5.new(secret)  # expect: external-weak-hash


def etag(content):
    return hashlib.md5(content).hexdigest()  # expect: external-weak-hash


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
