"""Connections that take any certificate."""
import requests
from requests import get

VERIFY = False
OPTIONS = {"verify": False, "allow_redirects": True}


def plain(url):
    return requests.get(url, timeout=5, verify=False)  # expect: external-tls-verification-disabled
    #                                          ^^^^^


def by_constant(url):
    return get(url, timeout=5, verify=VERIFY)  # expect: external-tls-verification-disabled


def by_options(url):
    return requests.post(url, timeout=5, **OPTIONS)  # expect: external-tls-verification-disabled


def on_a_session(url):
    session = requests.Session()
    session.verify = False  # expect: external-tls-verification-disabled
    return session.get(url, timeout=5)


class Client(requests.Session):
    def fetch(self, url):
        return self.get(url, timeout=5, verify=False)  # expect: external-tls-verification-disabled


def verified(url):
    requests.get(url, timeout=5, verify=True)
    return requests.get(url, timeout=5, verify="/etc/ssl/ca.pem")


def from_outside(url, verify):
    return requests.get(url, timeout=5, verify=verify)


def joined(url, insecure):
    verify = True
    if insecure:
        verify = False
    return requests.get(url, timeout=5, verify=verify)


class Setting:
    verify = True


def another_verify():
    setting = Setting()
    setting.verify = False
    return setting
