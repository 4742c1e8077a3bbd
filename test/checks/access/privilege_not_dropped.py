"""Daemons that give root up halfway."""
import os


def wrong_order(uid, gid):
    os.setuid(uid)
    os.setgid(gid)  # expect: access-privilege-not-dropped


def groups_kept(uid):
    os.setuid(uid)  # expect: access-privilege-not-dropped


def groups_too_late(uid):
    os.setresuid(uid, uid, uid)
    os.setgroups([])  # expect: access-privilege-not-dropped


def right_order(uid, gid):
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def becomes_root():
    os.setuid(0)


def asks():
    return os.getuid(), os.getgid()
