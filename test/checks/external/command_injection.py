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
    host = request.args["host"]  # source
    os.system("ping -c 1 " + host)  # expect: external-command-injection
    return "ok"


@app.route("/find")
def find():
    return subprocess.check_output(f"grep {request.args['q']} /srv/log", shell=True)  # expect: external-command-injection


@app.route("/run")
def run():
    return subprocess.run([request.args["program"], "--version"], check=True)  # expect: external-command-injection


def archive(folder):
    subprocess.call("tar czf /tmp/a.tgz " + folder, shell=True)  # expect: external-shell-enabled


@app.route("/archive")
def archive_route():
    archive(request.args["folder"])  # expect: external-command-injection
    return "ok"


def main():
    os.system("make " + sys.argv[1])  # expect: external-command-injection


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
    subprocess.run(["sh", "-c", f"ls {folder}"], check=True)  # expect: external-command-injection
    subprocess.run(["/bin/bash", "-lc", "ls " + folder], check=True)  # expect: external-command-injection
    words = ["sudo", "-n", "sh", "-c"]
    words.append("ls " + folder)
    subprocess.run(words, check=True)  # expect: external-command-injection
    subprocess.run(["sudo", folder], check=True)  # expect: external-command-injection
    return "ok"


@app.route("/words-for-a-shell")
def words_for_a_shell():
    folder = request.args["folder"]
    subprocess.run(["sh", "-c", 'ls "$1"', "sh", folder], check=True)
    subprocess.run(["sh", "list.sh", folder], check=True)
    subprocess.run(["sudo", "ls", folder], check=True)
    subprocess.run(["sh", "-c", f"ls {shlex.quote(folder)}"], check=True)
    return "ok"
