"""Settings, in one file. Read elsewhere only through ``django.conf``."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from miqyas_web.config import environment

SOURCE = Path(__file__).resolve().parents[1]
PROJECT = SOURCE.parents[1]

# Everything the platform writes: database, frozen datasets, reports.
DATA = environment.folder("MIQYAS_DATA", Path.cwd() / "var")
FROZEN = DATA / "frozen"
UPLOADS = DATA / "uploads"
# Workbooks and media of questionnaires; photos and other files that came with answers. Each under its sha256.
FORM_FILES = DATA / "forms"
ATTACHMENTS = DATA / "attachments"
MEDIA_ROOT = DATA / "media"
# Answers are brought from servers elsewhere over https and from the public network alone. On: also over http and from
# private addresses, for an organisation whose other server stands on its own network (foundation.addresses).
OUTSIDE_IS_NEAR = environment.flag("MIQYAS_OUTSIDE_IS_NEAR", default=False)

DEBUG = environment.flag("MIQYAS_DEBUG", default=False)
DEMONSTRATION = environment.flag("MIQYAS_DEMONSTRATION", default=False)
# Known to everyone: the accounts of the demonstration space are invented people.
DEMONSTRATION_PASSWORD = environment.text("MIQYAS_DEMONSTRATION_PASSWORD", "safran-argan-atlas")
SECRET_KEY = environment.secret("MIQYAS_SECRET_KEY", DATA / "secret-key")
ALLOWED_HOSTS = environment.words("MIQYAS_HOSTS", "127.0.0.1 localhost [::1]")
# The address in letters that the worker sends by itself; without it, it sends none.
SITE = environment.address("MIQYAS_SITE")
CSRF_TRUSTED_ORIGINS = environment.words("MIQYAS_ORIGINS", "")
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("MIQYAS_BEHIND_PROXY", default=False) else None
)
# Off only for http://127.0.0.1, where `make run` serves.
SECURE_COOKIES = environment.flag("MIQYAS_HTTPS", default=False)
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_SSL_REDIRECT = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "miqyas_web.ui.errors.form_not_checked"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "miqyas_web.foundation",
    "miqyas_web.ui",
    "miqyas_web.accounts",
    "miqyas_web.territories",
    "miqyas_web.toolbox",
    "miqyas_web.initiatives",
    "miqyas_web.theories",
    "miqyas_web.indicators",
    "miqyas_web.surveys",
    "miqyas_web.datasets",
    "miqyas_web.studies",
    "miqyas_web.evidence",
    "miqyas_web.funding",
    "miqyas_web.reports",
    "miqyas_web.adoption",
    "miqyas_web.portal",
    "miqyas_web.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "miqyas_web.ui.middleware.Doors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "miqyas_web.ui.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "miqyas_web.ui.middleware.ChosenLanguage",
    "miqyas_web.ui.middleware.Fragments",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "miqyas_web.ui.middleware.Refusals",
]

ROOT_URLCONF = "miqyas_web.config.urls"
WSGI_APPLICATION = "miqyas_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "miqyas_web.ui.context.page",
            ],
            "builtins": ["miqyas_web.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": environment.database("MIQYAS_DATABASE_URL", DATA / "miqyas.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:person_sign_in"
LOGIN_REDIRECT_URL = "portal:desk_show"
LOGOUT_REDIRECT_URL = "portal:home_show"

LANGUAGE_CODE = "fr"
# A language is data: Tamazight joins by a line here and its catalogues. Direction and font: `ui.languages`.
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
FORMAT_MODULE_PATH = ["miqyas_web.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = environment.folder("MIQYAS_STATIC", DATA / "static")
# TTF files for documents and charts, put there by the front-end build.
FONTS = SOURCE / "ui" / "static" / "dist" / "fonts" / "ttf"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Uploads go to disk past 1 MB; the intake limits are `miqyas.data.intake.Limits`.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
# A full post of ODK Collect carries 101 files, the answer and a flag.
DATA_UPLOAD_MAX_NUMBER_FILES = 300
# The settings of the checks say up to three things of each question, and questionnaires hold up to 5,000 questions.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# What a phone is told it may send at once: it counts its files, not what stands around them in the post.
ANSWER_BYTES = 100_000_000
ANSWER_POST_BYTES = 105_000_000
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_BACKEND = environment.text("MIQYAS_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = environment.text("MIQYAS_EMAIL_FROM", "miqyas@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The addresses of collectors are secrets: none is written in a log.
    "formatters": {"discreet": {"()": "miqyas_web.foundation.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "miqyas_web": {"level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
