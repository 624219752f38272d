"""One module of settings; what differs between machines comes from the environment.

SHEBER_DATABASE   path of an SQLite file, or a postgresql:// address (default var/sheber.sqlite3)
SHEBER_HOME       folder for the database, keys and uploads (default var/ beside the code)
SHEBER_HOSTS      names by which the site is reached, separated by commas
SHEBER_SECRET_KEY signing key; without it one is made once and kept in SHEBER_HOME
SHEBER_DEBUG      1 shows Django's error pages; never on a site that others reach
SHEBER_SCHEDULER  address of a dask cluster that tries plans in scenarios (default: this machine)
SHEBER_SCHEDULER_CERTIFICATES
                  folder of authority.pem, certificate.pem and key.pem for a tls:// address
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
HOME = Path(os.environ.get("SHEBER_HOME", ROOT / "var"))
DEBUG = os.environ.get("SHEBER_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("SHEBER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")


def _secret_key() -> str:
    given = os.environ.get("SHEBER_SECRET_KEY")
    if given:
        return given
    kept = HOME / "secret_key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        # Written whole and then linked, so that of two processes that start at once one wins.
        with tempfile.NamedTemporaryFile("w", dir=HOME) as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, kept)
    return kept.read_text()


def database(address: str) -> dict[str, object]:
    """Django's description of the database at a path or a postgresql:// address."""
    if not address.startswith(("postgresql://", "postgres://")):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


# Work that is spread over processes: those of this machine, or of the cluster named here.
SCHEDULER = os.environ.get("SHEBER_SCHEDULER", "")
SCHEDULER_CERTIFICATES = os.environ.get("SHEBER_SCHEDULER_CERTIFICATES", "")

SECRET_KEY = _secret_key()
HOME.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": database(os.environ.get("SHEBER_DATABASE", str(HOME / "sheber.sqlite3")))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "registry.Account"

# The river, upstream first: the order in which the rooms may know one another.
STAGES = [
    "registry",
    "accords",
    "programmes",
    "demand",
    "planning",
    "offers",
    "admissions",
    "contracts",
    "training",
    "mobility",
    "credentials",
    "outcomes",
    "insights",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "sheber.kernel",
    "sheber.registry.identity",
    *(f"sheber.{stage}" for stage in STAGES),
    "sheber.flows",
    "sheber.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sheber.web.shared.middleware.RefusalPage",
]

CSRF_FAILURE_VIEW = "sheber.web.api.answers.csrf_failure"

ROOT_URLCONF = "sheber.urls"
WSGI_APPLICATION = "sheber.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((ROOT / "sheber" / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sheber.web.shared.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sheber.web.shared.tags",
            ],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("kk", "Қазақша"), ("ru", "Русский")]
LOCALE_PATHS = sorted((ROOT / "sheber" / "web").glob("*/locale"))
FORMAT_MODULE_PATH = ["sheber.web.shared.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = sorted((ROOT / "sheber" / "web").glob("*/static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
