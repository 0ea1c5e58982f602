from django.urls import path

from accounts.views import account, forgotten_password, functions, invite, people, person, sign_in, tokens

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", account.password_change, name="password_change"),
    path("password/forgotten/", forgotten_password.password_reset, name="password_reset"),
    path("password/sent/", forgotten_password.password_reset_done, name="password_reset_done"),
    path(
        "password/new/<str:uidb64>/<str:token>/",
        forgotten_password.password_reset_confirm,
        name="password_reset_confirm",
    ),
    path("password/saved/", forgotten_password.password_reset_complete, name="password_reset_complete"),
    path("profile/", account.profile, name="profile"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<int:id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("sessions/", account.sessions, name="sessions"),
    path("sessions/<int:id>/end/", account.sign_out_elsewhere, name="end_session"),
    path("people/", people.people, name="people"),
    path("people/invite/", invite.invite, name="invite"),
    path("people/<int:id>/", person.person, name="person"),
    path("people/<int:id>/invitation/", invite.invite_again, name="invite_again"),
    path("people/<int:id>/roles/", person.person_roles, name="person_roles"),
    path("people/<int:id>/deactivate/", person.person_deactivate, name="person_deactivate"),
    path("people/<int:id>/reactivate/", person.person_reactivate, name="person_reactivate"),
    path("functions/", functions.functions, name="functions"),
    path("functions/<slug:code>/", functions.function, name="function"),
    path("functions/<slug:code>/holidays/", functions.holiday_add, name="holiday_add"),
    path("functions/<slug:code>/holidays/<int:id>/remove/", functions.holiday_remove, name="holiday_remove"),
]
