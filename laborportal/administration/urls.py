from django.urls import path

from laborportal.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.people_list, name="people"),
    path("new/", views.create, name="create"),
    path("log/", views.log, name="log"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/roles/", views.give_role, name="give_role"),
    path("<int:pk>/roles/<int:membership_pk>/end/", views.end_role, name="end_role"),
    path("<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", views.reactivate, name="reactivate"),
    path("<int:pk>/unlock/", views.unlock, name="unlock"),
    path("<int:pk>/password/", views.reset_password, name="reset_password"),
    path("<int:pk>/second-factor/", views.remove_second_factor, name="remove_second_factor"),
]
