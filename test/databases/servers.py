"""PostgreSQL and MariaDB for the length of a `with` block: own data directories, unix sockets only, no durability, run by an
unprivileged user even when the tests are root's."""
import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

START_SECONDS = 60


class ServerError(Exception):
    pass


def _unprivileged():
    """Keyword arguments for subprocess: database servers refuse to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def directory():
    """A directory that belongs to the servers' user. Its path is short: socket paths hold 107 bytes."""
    path = tempfile.mkdtemp(prefix="pysecd-db-")
    try:
        who = _unprivileged()
        if who:
            os.chown(path, who["user"], who["group"])
        os.chmod(path, 0o755)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _run(argv, log):
    with open(log, "ab") as out:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **_unprivileged())
    if done.returncode != 0:
        raise ServerError(f"{argv[0]} failed:\n{_tail(log)}")


def _tail(log):
    with open(log, "rb") as text:
        return text.read()[-3000:].decode("utf-8", "replace")


@contextlib.contextmanager
def _daemon(argv, log, ready, stop_signal):
    with open(log, "ab") as out:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **_unprivileged())
    try:
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"{argv[0]} did not start:\n{_tail(log)}")
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(stop_signal)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _program(name, *patterns):
    """Debian keeps servers out of the PATH; the newest version is the last."""
    found = shutil.which(name) or next((p for pattern in patterns for p in sorted(glob.glob(pattern))[-1:]), None)
    if found is None:
        raise ServerError(f"{name} is not installed")
    return found


@contextlib.contextmanager
def postgres(parent):
    """Yields the directory of the socket; user postgres, database postgres."""
    home = os.path.join(parent, "pg")
    log = os.path.join(parent, "postgres.log")
    _run([_program("initdb", "/usr/lib/postgresql/*/bin/initdb"), "-D", home, "-U", "postgres", "--auth=trust",
          "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], log)
    settings = {"listen_addresses": "", "unix_socket_directories": parent, "fsync": "off", "full_page_writes": "off",
                "synchronous_commit": "off", "shared_buffers": "16MB"}
    argv = [_program("postgres", "/usr/lib/postgresql/*/bin/postgres"), "-D", home]
    for name, value in settings.items():
        argv += ["-c", f"{name}={value}"]
    probe = [_program("pg_isready", "/usr/lib/postgresql/*/bin/pg_isready"), "-q", "-h", parent]
    with _daemon(argv, log, lambda: subprocess.run(probe).returncode == 0, signal.SIGINT):
        yield parent


@contextlib.contextmanager
def mariadb(parent):
    """Yields the path of the socket; user root without a password, database test."""
    import pymysql

    home = os.path.join(parent, "my")
    socket = os.path.join(parent, "my.sock")
    log = os.path.join(parent, "mariadb.log")
    _run([_program("mariadb-install-db"), "--no-defaults", f"--datadir={home}", "--skip-test-db",
          "--auth-root-authentication-method=normal"], log)

    def ready():
        try:
            pymysql.connect(unix_socket=socket, user="root").close()
            return True
        except pymysql.Error:
            return False

    argv = [_program("mariadbd", "/usr/sbin/mariadbd"), "--no-defaults", f"--datadir={home}", f"--socket={socket}",
            "--skip-networking", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M", "--skip-log-bin",
            f"--pid-file={parent}/my.pid"]
    with _daemon(argv, log, ready, signal.SIGTERM):
        with contextlib.closing(pymysql.connect(unix_socket=socket, user="root")) as connection:
            connection.cursor().execute("CREATE DATABASE test")
        yield socket
