"""Versions of SSL and TLS that are withdrawn."""
import ssl

from OpenSSL import SSL


def old_context():
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def low_minimum():
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def wrapped(sock, ca):
    return ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_TLS_CLIENT, cert_reqs=ssl.CERT_REQUIRED, ca_certs=ca)


def other_library():
    method = SSL.TLS_METHOD
    return SSL.Context(method)


def negotiated():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def told_apart(context):
    if context.protocol == ssl.PROTOCOL_SSLv3:
        raise ValueError("withdrawn")
    return context.minimum_version != ssl.TLSVersion.TLSv1


def table():
    return {ssl.PROTOCOL_TLSv1: "TLS 1.0"}
