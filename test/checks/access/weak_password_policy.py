"""Settings that let any password pass."""
AUTH_PASSWORD_VALIDATORS = []  # expect: access-weak-password-policy

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 4}},  # expect: access-weak-password-policy
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "shop.validators.Length", "OPTIONS": {"min_length": 6, "message": "too short"}},  # expect: access-weak-password-policy
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

VALIDATORS = []


def without_settings():
    return []


def other_length():
    return {"OPTIONS": {"min_length": 2}}
