from django.urls import path

from laborportal.cases import calendar_views
from laborportal.cases.attachment_views import AttachedFileView, AttachView, TakeBackView
from laborportal.cases.waiting_list import WaitingListView

app_name = "cases"
urlpatterns = [
    path("waiting/", WaitingListView.as_view(), name="waiting"),
    path("calendar/", calendar_views.month, name="calendar"),
    path("calendar/subscription/", calendar_views.subscribe, name="subscription"),
    path("calendar/subscription/withdraw/", calendar_views.unsubscribe, name="withdraw_subscription"),
    path("attachments/<int:pk>/", AttachedFileView.as_view(), name="attachment"),
    path("attachments/<int:pk>/void/", TakeBackView.as_view(), name="void_attachment"),
    path("attachments/<slug:name>/<int:pk>/new/", AttachView.as_view(), name="attach"),
    path("calendar/<str:secret>.ics", calendar_views.feed, name="feed"),
]
