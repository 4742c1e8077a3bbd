"""Certificates whose name nobody compares."""
import ssl

import pymongo
import urllib3
from urllib3 import PoolManager


def context_without_name():
    context = ssl.create_default_context()
    context.check_hostname = True
    return context


def pool():
    return urllib3.PoolManager()


def another_pool():
    return PoolManager(10, maxsize=4)


def database(uri):
    return pymongo.MongoClient(uri)


def replaced(accept):
    ssl.match_hostname = accept


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
