"""Archives extracted with whatever names they hold."""
import shutil
import tarfile
import zipfile

from flask import Flask, request

app = Flask(__name__)


@app.route("/restore", methods=["POST"])
def uploaded():
    with tarfile.open(fileobj=request.files["backup"]) as archive:
        archive.extractall("/srv/restore", filter="data")
    return "done"


def of_unknown_origin(path, target):
    archive = tarfile.open(path)
    archive.extractall(target, filter="data")
    archive.close()


def by_shutil(path, target):
    shutil.unpack_archive(path, target)


def filtered(path, target):
    with tarfile.open(path) as archive:
        archive.extractall(target, filter="data")


def looked_at(path, target):
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if member.name.startswith("/") or ".." in member.name:
                raise ValueError(member.name)
        archive.extractall(target)


def own():
    with tarfile.open("/usr/share/shop/data.tar") as archive:
        archive.extractall("/var/lib/shop")


def zipped(path, target):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)


def tar_by_name(target):
    shutil.unpack_archive("/srv/in/upload.tar.gz", target)


def one_member(path, name, target):
    archive = tarfile.open(path)
    archive.extractall(
        target,
        numeric_owner=True,
        filter="data",
    )
