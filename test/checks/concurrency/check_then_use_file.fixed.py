"""Files that are looked at and then used by name."""
import os
import shutil
from pathlib import Path


def rights(path, report):
    if os.access(path, os.W_OK):
        with open(path, "w") as out:
            out.write(report)


def link(path):
    if os.path.islink(path):
        return
    os.chmod(path, 0o600)


def shared(report):
    path = "/tmp/report.lock"
    if not os.path.exists(path):
        os.mknod(path)


def removed(self):
    if os.path.exists(self.path):
        os.remove(self.path)


def folder(path):
    os.makedirs(path, exist_ok=True)


def read(path: Path):
    if path.exists():
        return path.read_text()
    return ""


def expected(path):
    if os.path.exists(path):
        try:
            os.remove(path)
        except FileNotFoundError:
            pass


def tolerated(path):
    if not os.path.isdir(path):
        os.makedirs(path, exist_ok=True)
    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)


def another(path, other):
    if os.path.exists(path):
        os.remove(other)


def changed(path):
    if os.path.exists(path):
        path = path + ".new"
        os.remove(path)


def only_asked(path):
    if not os.path.exists(path):
        raise SystemExit("no such file")
    return path


def removes_the_link(path):
    if os.path.islink(path):
        os.remove(path)


def must_be_new(path):
    if os.access(path, os.W_OK):
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    return None
