"""Settings of every installation; what differs is read from the environment (docs/deploying.md)."""

from datetime import timedelta
from pathlib import Path

import bootstrap_wrapper
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from laborportal import environment

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.flag("DEBUG", False)
SECRET_KEY = environment.secret("SECRET_KEY", BASE_DIR / ".secret-key")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
SERVED_OVER_HTTPS = environment.flag("SERVED_OVER_HTTPS", False)
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 365 * 24 * 3600) if SERVED_OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
DEMONSTRATION = environment.flag("DEMONSTRATION", False)

INSTALLED_APPS = [
    "laborportal.rocyear",
    "laborportal.audit",
    "laborportal.accounts",
    "laborportal.parameters",
    "laborportal.workflow",
    "laborportal.exports",
    "laborportal.listing",
    "laborportal.imports",
    "laborportal.datasets",
    "laborportal.employers",
    "laborportal.activities",
    "laborportal.cases",
    "laborportal.penalties",
    "laborportal.annualreport",
    "laborportal.administration",
    "certifications",
    "inspections",
    "programs.quota",
    "programs.training",
    "programs.worklife",
    "programs.outreach",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "laborportal.audit.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "laborportal.accounts.middleware.IdleSignOutMiddleware",
    "laborportal.accounts.middleware.SignInRequiredMiddleware",
    "laborportal.accounts.middleware.PasswordChangeRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "laborportal.parameters.middleware.MissingValueMiddleware",
]

ROOT_URLCONF = "laborportal.urls"
WSGI_APPLICATION = "laborportal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "laborportal.navigation.shell",
            ],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'laborportal.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses a locked name before anybody looks at the password
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "laborportal.accounts.passwords.NotRecentPassword", "OPTIONS": {"remembered": 3}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "laborportal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# django-axes counts failed sign-ins by name; a limit by address would lock out a whole office at nine o'clock.
ACCOUNT_RATE_LIMITS = {"login": None, "change_password": "30/10m/user"}
ACCOUNT_FORMS = {
    "login": "laborportal.accounts.forms.SignInForm",
    "change_password": "laborportal.accounts.forms.ChoosePasswordForm",
    "reauthenticate": "laborportal.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "laborportal.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "laborportal.accounts.forms.SecondFactorForm",
    "reauthenticate": "laborportal.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "laborportal.accounts.forms.ActivateSecondFactorForm",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "laborportal.accounts.locking.tried_username"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# The lock is on the name alone: a whole office shares one address, and a name is locked from every address.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

MOST_ROWS_AT_ONCE = environment.number("MOST_ROWS_AT_ONCE", 20_000)  # a longer export is left to the worker

IDLE_MINUTES = environment.number("IDLE_MINUTES", 30, least=3)
SESSION_COOKIE_AGE = 12 * 60 * 60  # a session ends by idleness or with the working day, whichever comes first

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "laborportal" / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["laborportal.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "laborportal" / "static",
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "laborportal.assets.HashedAssets"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "ico", "gz", "woff2")

# Handed-in files: outside of what is served, and no larger than this.
PRIVATE_FILES = Path(environment.text("PRIVATE_FILES", str(BASE_DIR / "private")))
UPLOAD_MEGABYTES = environment.number("UPLOAD_MEGABYTES", 50, least=1)
FILE_UPLOAD_HANDLERS = [
    "laborportal.imports.receiving.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# A request, a log line and the error page name the same reference.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "laborportal.failures.ReferenceFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} [{reference}] {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["reference"], "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
    }
}
