"""Files that everybody can change."""
import os
import stat
from pathlib import Path

MODE = 0o777


def script():
    os.chmod("/etc/shop/start.sh", 0o777)  # expect: access-world-writable


def by_constant(path):
    os.chmod(path, MODE)  # expect: access-world-writable


def by_names(path):
    os.chmod(path, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # expect: access-world-writable


def path_object():
    Path("/etc/shop/key").chmod(0o666)  # expect: access-world-writable


def process():
    os.umask(0)  # expect: access-world-writable


def narrow(path):
    os.chmod(path, 0o750)
    Path(path).chmod(0o600)


def own_bits(path):
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)


def asked():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def given(path, mode):
    os.chmod(path, mode)


def sticky(path):
    os.chmod(path, 0o1777)  # expect: access-world-writable


def one_right(path):
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR | stat.S_IWOTH)  # expect: access-world-writable


def first_right(path):
    os.chmod(path, stat.S_IWOTH | stat.S_IRUSR)  # expect: access-world-writable
