"""The settings of a node in development, in a folder of its own for each process that tests side by side.

WRAPAROUND_TEST_DATABASE_URL asks for PostgreSQL.
"""

import os

FOLDER = f"build/tests/{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"

os.environ["WRAPAROUND_MODE"] = "development"
os.environ["WRAPAROUND_DATA"] = FOLDER
os.environ["WRAPAROUND_DATABASE_URL"] = os.environ.get(
    "WRAPAROUND_TEST_DATABASE_URL", f"sqlite:///{FOLDER}/tests.sqlite3"
)

from wraparound.web.settings import *  # noqa: E402, F403 – after the environment is set

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 – or the server of static files warns that it is not there
