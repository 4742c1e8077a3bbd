"""SSH to whoever answers."""
import subprocess

import asyncssh
import paramiko
from paramiko import AutoAddPolicy, SSHClient


def accept_all(host):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: external-ssh-host-key-unchecked
    client.connect(host)


def accept_class(host):
    client = SSHClient()
    client.set_missing_host_key_policy(AutoAddPolicy)  # expect: external-ssh-host-key-unchecked
    client.connect(host)


def warn_only(client):
    client.set_missing_host_key_policy(paramiko.WarningPolicy())  # expect: external-ssh-host-key-unchecked


async def without_keys(host):
    return await asyncssh.connect(host, known_hosts=None)  # expect: external-ssh-host-key-unchecked


def by_program(host):
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=no", host, "uptime"], check=True)  # expect: external-ssh-host-key-unchecked


class TrustAll(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        pass  # expect: external-ssh-host-key-unchecked


class Ask(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        raise paramiko.SSHException(hostname)


def known_only(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host)


def given(client, policy):
    client.set_missing_host_key_policy(policy)


def strict_program(host):
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=yes", host], check=True)


def strict_or_not(strict):
    client = paramiko.SSHClient()
    if strict:
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
    else:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: external-ssh-host-key-unchecked
    return client
