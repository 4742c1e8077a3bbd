"""A module of Django settings."""
import os

DEBUG = False
TEMPLATE_DEBUG = False
ALLOWED_HOSTS = ["shop.example"]
USE_TZ = True

DEBUG = os.environ.get("DJANGO_DEBUG") == "1"
DEBUG = False
if os.environ.get("DJANGO_DEBUG"):
    DEBUG = True
