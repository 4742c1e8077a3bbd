"""Certificates whose name nobody compares."""
import ssl

import pymongo
import urllib3
from urllib3 import PoolManager


def context_without_name():
    context = ssl.create_default_context()
    context.check_hostname = False  # expect: external-tls-hostname-check-disabled
    return context


def pool():
    return urllib3.PoolManager(assert_hostname=False)  # expect: external-tls-hostname-check-disabled


def another_pool():
    return PoolManager(10, assert_hostname=False, maxsize=4)  # expect: external-tls-hostname-check-disabled


def database(uri):
    return pymongo.MongoClient(uri, tlsAllowInvalidHostnames=True)  # expect: external-tls-hostname-check-disabled


def replaced(accept):
    ssl.match_hostname = accept  # expect: external-tls-hostname-check-disabled


def context_with_name():
    context = ssl.create_default_context()
    context.check_hostname = True
    return context


def chosen(check):
    context = ssl.create_default_context()
    context.check_hostname = check
    return context


def named_pool(name):
    urllib3.PoolManager(assert_hostname=name)
    return urllib3.PoolManager()
