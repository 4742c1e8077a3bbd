"""Keys that are too short and work that is too little."""
import hashlib
import os

import bcrypt
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import ec, rsa

BITS = 512 * 2
ROUNDS = 600_000


def short_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # expect: external-weak-key


def by_constant():
    return RSA.generate(BITS)  # expect: external-weak-key


def small_curve():
    return ec.generate_private_key(ec.SECP192R1())  # expect: external-weak-key


def few_rounds(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)  # expect: external-weak-key


def shared_salt(password):
    return hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)  # expect: external-weak-key


def quick(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))  # expect: external-weak-key


def long_key():
    RSA.generate(4096)
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def size_from_outside(size):
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


def slow(password):
    salt = os.urandom(16)
    return hashlib.pbkdf2_hmac("sha256", password, salt, ROUNDS)


def good_curve(password):
    bcrypt.hashpw(password, bcrypt.gensalt())
    return ec.generate_private_key(ec.SECP256R1())
