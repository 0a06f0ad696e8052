"""Django's settings, all of them. What differs between nodes comes from the environment alone."""

from pathlib import Path

from wraparound.web.environment import environment
from wraparound.web.logs import without_links

NODE = environment()
HOUSE = Path(__file__).parents[1]
CAPABILITIES = [
    "ledger", "agencies", "access", "post", "duties", "identity", "exchange", "feeds", "teams", "directory",
    "frontdoor",
]  # fmt: skip

DEBUG = False  # a page never shows a trace, in development neither
SECRET_KEY = NODE.secret_key
ALLOWED_HOSTS = NODE.hosts
ROOT_URLCONF = "wraparound.web.urls"
WSGI_APPLICATION = "wraparound.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": NODE.database}
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["wraparound.access.adapters.accounts.AccountsBackend"]
SESSION_ENGINE = "wraparound.access.adapters.sittings"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    *(f"wraparound.{capability}" for capability in CAPABILITIES),
    "wraparound.web",
]
MIDDLEWARE = [
    "wraparound.web.middleware.server_timing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wraparound.web.middleware.a_few_at_a_time",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wraparound.web.middleware.content_security_policy",
    "wraparound.web.middleware.actor_at_work",
    "wraparound.web.middleware.refusals_as_pages",
    "wraparound.web.interface.callers.callers_at_work",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOUSE / name / "templates" for name in ["web", *CAPABILITIES]],
        "OPTIONS": {
            "environment": "wraparound.web.jinja.environment",
            "context_processors": ["wraparound.web.jinja.in_every_page"],
        },
    }
]

LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "en-gb", "Europe/London", True, False
STATIC_URL, STATIC_ROOT = "static/", NODE.data / "static"
STATICFILES_DIRS = [HOUSE.parent / "build" / "frontend"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wraparound.web.static_files.Storage"},
}
MEDIA_ROOT = NODE.data / "files"
INDEX_ROOT = NODE.data / "index"

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not NODE.development
SECURE_HSTS_SECONDS = 0 if NODE.development else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
CSRF_FAILURE_VIEW = "wraparound.web.views.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry names
LOGIN_URL = "sign-in"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "django.utils.log.CallbackFilter", "callback": without_links}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["without_links"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
