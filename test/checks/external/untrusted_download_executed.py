"""Programs from the network that are run unseen."""
import hashlib
import os
import subprocess
from urllib.request import urlopen

import requests

KNOWN = "9f86d081884c7d659a2feaa0c55ad015"


def direct(url):
    exec(requests.get(url, timeout=5).text)  # expect: external-untrusted-download-executed


def by_variable(url):
    response = urlopen(url, timeout=5)
    source = response.read().decode()
    exec(source)  # expect: external-untrusted-download-executed


def install():
    os.system("curl -fsSL https://get.example/install | sh")  # expect: external-untrusted-download-executed


def install_by_run():
    subprocess.run("wget -qO- https://get.example/install | sudo bash", shell=True, check=True)  # expect: external-untrusted-download-executed


def compared(url):
    source = requests.get(url, timeout=5).content
    if hashlib.sha256(source).hexdigest() != KNOWN:
        raise ValueError("changed")
    exec(source)


def own(path):
    os.system("curl -fsSL https://get.example/list | sort")
    return eval("1 + 1")


def shown(url):
    return requests.get(url, timeout=5).text
