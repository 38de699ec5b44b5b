"""Only the pages of allauth that the product uses: no self-registration, no addresses, no reset by mail."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from laborportal.accounts import views

urlpatterns = [
    path("", views.own, name="account_self"),
    path("login/", account.login, name="account_login"),
    path("logout/", login_not_required(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("tokens/", views.tokens, name="account_tokens"),
    path("tokens/<int:pk>/withdraw/", views.withdraw_token, name="account_withdraw_token"),
    path("stay/", views.stay, name="account_stay"),
    path("language/", views.set_language, name="set_language"),
    path("kept/<str:key>/", views.kept, name="account_kept"),
]
