from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "miqyas_web.accounts"
