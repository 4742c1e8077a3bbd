"""Handlers that drop every exception: how bad that is depends on what the block was to do."""
import json


def unchecked(message):
    try:
        verify_signature(message)  # expect: access-guard-ineffective
    except Exception:  # expect: exception-swallowed
        pass
    return message


def unpaid(session, orders):
    for order in orders:
        try:
            session.commit()
        except:  # expect: concurrency-transaction-not-rolled-back, exception-swallowed
            continue


def still_root(os):
    try:
        os.setuid(1000)
    except (OSError, BaseException) as error:  # expect: exception-swallowed
        ...


def bookkeeping(path):
    try:
        return path.stat().st_size
    except Exception:  # expect: exception-swallowed
        pass


def named(text):
    try:
        return json.loads(text)
    except ValueError:
        pass


def told(log, session):
    try:
        session.commit()
    except Exception:  # expect: concurrency-transaction-not-rolled-back
        log.exception("commit failed")


def passed_on(session):
    try:
        session.commit()
    except Exception:
        session.rollback()
        raise


def replaced(text):
    try:
        return int(text)
    except Exception:
        return 0
