from django.urls import path

from miqyas_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.person_sign_in, name="person_sign_in"),
    path("sign-out/", views.person_sign_out, name="person_sign_out"),
    path("register/", views.person_register, name="person_register"),
    path("me/", views.person_edit, name="person_edit"),
    path("me/password/", views.password_edit, name="password_edit"),
    path("password/", views.password_recover, name="password_recover"),
    path("password/<str:number>/<str:token>/", views.password_reset, name="password_reset"),
    path("roles/", views.role_list, name="role_list"),
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/new/", views.organisation_create, name="organisation_create"),
    path("organisations/<int:pk>/", views.organisation_show, name="organisation_show"),
    path("organisations/<int:pk>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/trail/", views.trace_list, name="trace_list"),
    path("organisations/<int:pk>/invite/", views.invitation_create, name="invitation_create"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("memberships/<int:pk>/role/", views.membership_edit, name="membership_edit"),
    path("memberships/<int:pk>/end/", views.membership_end, name="membership_end"),
]
