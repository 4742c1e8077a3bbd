"""Request data that becomes a command."""
import os
import shlex
import subprocess
import sys

from flask import Flask, request

app = Flask(__name__)
PROGRAMS = {"up": "uptime", "disk": "df"}


@app.route("/ping")
def ping():
    host = request.args["host"]
    os.system("ping -c 1 " + shlex.quote(host))
    return "ok"


@app.route("/find")
def find():
    return subprocess.check_output(f"grep {shlex.quote(request.args['q'])} /srv/log", shell=True)


@app.route("/run")
def run():
    return subprocess.run([request.args["program"], "--version"], check=True)


def archive(folder):
    subprocess.call("tar czf /tmp/a.tgz " + shlex.quote(folder), shell=True)


@app.route("/archive")
def archive_route():
    archive(request.args["folder"])
    return "ok"


def main():
    os.system("make " + shlex.quote(sys.argv[1]))


@app.route("/list")
def listing():
    return subprocess.run(["ls", "--", request.args["folder"]], check=True)


@app.route("/quoted")
def quoted():
    return os.popen("ls " + shlex.quote(request.args["folder"])).read()


@app.route("/chosen")
def chosen():
    return os.popen(PROGRAMS[request.args["what"]]).read()


@app.route("/number")
def number():
    return os.popen("sleep %d" % int(request.args["seconds"])).read()


@app.route("/shell-in-a-list")
def shell_in_a_list():
    folder = request.args["folder"]
    subprocess.run(["sh", "-c", f"ls {shlex.quote(folder)}"], check=True)
    subprocess.run(["/bin/bash", "-lc", "ls " + shlex.quote(folder)], check=True)
    words = ["sudo", "-n", "sh", "-c"]
    words.append("ls " + shlex.quote(folder))
    subprocess.run(words, check=True)
    subprocess.run(["sudo", folder], check=True)
    return "ok"


@app.route("/words-for-a-shell")
def words_for_a_shell():
    folder = request.args["folder"]
    subprocess.run(["sh", "-c", 'ls "$1"', "sh", folder], check=True)
    subprocess.run(["sh", "list.sh", folder], check=True)
    subprocess.run(["sudo", "ls", folder], check=True)
    subprocess.run(["sh", "-c", f"ls {shlex.quote(folder)}"], check=True)
    return "ok"
