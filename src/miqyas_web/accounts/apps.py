from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "miqyas_web.accounts"

    def ready(self) -> None:
        from miqyas_web.accounts import words  # noqa: PLC0415 - models are not loaded before ready()

        words.fill_slots()
