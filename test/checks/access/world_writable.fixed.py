"""Files that everybody can change."""
import os
import stat
from pathlib import Path

MODE = 0o777


def script():
    os.chmod("/etc/shop/start.sh", 0o775)


def by_constant(path):
    os.chmod(path, MODE)


def by_names(path):
    os.chmod(path, stat.S_IRWXU | stat.S_IRWXG | stat.S_IROTH | stat.S_IXOTH)


def path_object():
    Path("/etc/shop/key").chmod(0o664)


def process():
    os.umask(0o002)


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
    os.chmod(path, 0o1775)


def one_right(path):
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)


def first_right(path):
    os.chmod(path, stat.S_IRUSR)
