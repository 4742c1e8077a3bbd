"""Files in shared folders under names that others can take first."""
import io
import os
import tempfile
from tempfile import mktemp

SCRATCH = "/var/tmp/scratch"


def named_first(report):
    path = tempfile.NamedTemporaryFile(delete=False).name
    with open(path, "w") as out:
        out.write(report)


def imported():
    return tempfile.NamedTemporaryFile(suffix=".log", delete=False).name


def constant_name(report):
    with open("/tmp/report.txt", "w") as out:
        out.write(report)


def constant_folder(report):
    with io.open(SCRATCH + ".log", mode="ab") as out:
        out.write(report)


def numbered(report):
    out = open(f"/tmp/app-{os.getpid()}.log", "w")
    out.write(report)


def made_at_once(report):
    with tempfile.NamedTemporaryFile("w") as out:
        out.write(report)
    handle, path = tempfile.mkstemp()
    os.write(handle, report)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "report"), "w") as out:
            out.write(report)


def new_or_nothing(report):
    with open("/tmp/report.txt", "x") as out:
        out.write(report)


def read_only():
    with open("/tmp/report.txt") as source:
        return source.read()


def own_folder(report):
    with open("/var/lib/app/report.txt", "w") as out:
        out.write(report)


def below_an_unknown_folder(folder, report):
    with open("/tmp/" + folder + "/report.txt", "w") as out:
        out.write(report)


def kept(report):  # a person must look: a file is there already
    path = tempfile.NamedTemporaryFile(prefix="shop-", dir="/srv", delete=False).name
    os.mkdir(path)
    return path


def by_position(report):  # no fix: NamedTemporaryFile takes others first
    path = tempfile.mktemp(".log", "shop")
    return path
