"""Ciphers and modes that do not keep a secret."""
import os

from Crypto.Cipher import AES, ARC4, DES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = b"000000000000"


def des(key, text):
    return DES.new(key, DES.MODE_CBC, os.urandom(8)).encrypt(text)  # expect: external-weak-cipher


def stream(key, text):
    return ARC4.new(key).encrypt(text)  # expect: external-weak-cipher


def blocks(key, text):
    return AES.new(key, AES.MODE_ECB).encrypt(text)  # expect: external-weak-cipher


def old_algorithm(key, iv):
    return Cipher(algorithms.TripleDES(key), modes.CBC(iv))  # expect: external-weak-cipher


def electronic_codebook(key):
    return Cipher(algorithms.AES(key), modes.ECB())  # expect: external-weak-cipher


def fixed_vector(key, text):
    return AES.new(key, AES.MODE_CBC, b"1234567890123456").encrypt(text)  # expect: external-weak-cipher


def fixed_nonce(key, text):
    return AESGCM(key).encrypt(NONCE, text, None)  # expect: external-weak-cipher


def good(key, text):
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, text, None)


def good_vector(key, text):
    iv = os.urandom(16)
    return AES.new(key, AES.MODE_CBC, iv).encrypt(text)


def mode_from_outside(key, mode, iv):
    Cipher(algorithms.AES(key), modes.CTR(iv))
    return AES.new(key, mode, iv)
