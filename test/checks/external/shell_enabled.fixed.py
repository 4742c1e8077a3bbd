"""Commands for the shell that are not constant."""
import os
import shlex
import subprocess

FOLDER = "/srv/site"


def archive(folder):
    os.system(f"tar czf /backup/site.tgz {shlex.quote(folder)}")


def count(path):
    return subprocess.getoutput("wc -l < " + shlex.quote(path))


class Deploy:
    def __init__(self, host):
        self.host = host

    def restart(self):
        subprocess.run("ssh {} systemctl restart shop".format(shlex.quote(self.host)), shell=True, check=True)


def anything(command):
    return subprocess.Popen(command, shell=True)


def constant():
    os.system(f"tar czf /backup/site.tgz {FOLDER}")
    return subprocess.run("ls | wc -l", shell=True, check=True)


def quoted(folder):
    os.system("tar czf /backup/site.tgz " + shlex.quote(folder))


def listed(folder, shell):
    subprocess.run(["tar", "czf", "/backup/site.tgz", folder], check=True)


def numbers(port: int):
    os.system(f"fuser -k {port}/tcp")
