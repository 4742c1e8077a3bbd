"""Files that are private only after others could open them."""
import os
import stat
from pathlib import Path


def in_two_steps(path, key):
    with open(path, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        out.write(key)
    os.chmod(path, 0o600)


def by_method(path: Path, key):
    path.write_text(key)
    path.chmod(0o600)


def symbolic(path, key):
    out = open(path, mode="wb", opener=lambda path, flags: os.open(path, flags, 0o600))
    out.write(key)
    out.close()
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)


def from_the_start(path, key):
    with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
        out.write(key)
    os.chmod(path, 0o400)


def for_all(path, text):
    with open(path, "w") as out:
        out.write(text)
    os.chmod(path, 0o755)


def another(path, other, key):
    with open(path, "w") as out:
        out.write(key)
    os.chmod(other, 0o600)


def before(path, key):
    os.chmod(path, 0o600)
    with open(path, "w") as out:
        out.write(key)
