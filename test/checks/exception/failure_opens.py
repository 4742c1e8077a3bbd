"""A check that fails must not grant what it was to decide on."""


def is_authorized(user, token):
    try:
        return backend.check(user, token)
    except Exception:
        return True  # expect: exception-failure-opens


def verify_signature(message):
    try:
        key.check_signature(message)
    except:
        log.warning("no signature")
    return True  # expect: exception-failure-opens


def session_of(request):
    authenticated = False
    try:
        authenticated = directory.bind(request.user)
    except Exception as error:
        log.error("directory: %s", error)
        authenticated = True  # expect: exception-failure-opens
    return authenticated


def denied(user, permission):
    try:
        return backend.has_permission(user, permission)
    except Exception:
        return False


def check_permission(user):
    try:
        backend.require_permission(user)
    except Exception:
        return False
    return True


def verify_token(token):
    try:
        backend.verify(token)
    except Exception:
        raise
    return True


def is_installed(name):
    try:
        return probe(name)
    except Exception:
        return True


def may_login(user):
    try:
        return lockouts[user] < 3
    except KeyError:
        return True


def enabled(user):
    try:
        user.visible = load(user)
    except Exception:
        user.visible = True


def open_door(user, door):
    try:
        policy.enforce(user, door)
        return True
    except Exception:
        return True  # expect: exception-failure-opens


def enter(user, door):
    try:
        authorize(user, door)  # expect: access-guard-ineffective
    except Exception:
        log.warning("no answer")
    return True  # expect: exception-failure-opens


def invite(user):
    try:
        send_login_mail(user)
    except Exception:
        log.warning("no mail")
    return True


def close_door(user, door):
    try:
        policy.enforce(user, door)
        return True
    except Exception:
        return False
