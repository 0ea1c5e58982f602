from django.urls import path

from contracts.views.concern import concern_answer, concern_assign
from contracts.views.concerns import concerns
from contracts.views.customer import customer
from contracts.views.customer_new import customer_new
from contracts.views.customers import customers
from contracts.views.deal_edit import deal_edit
from contracts.views.deal_new import deal_new
from contracts.views.draft import draft
from contracts.views.playbook import playbook
from contracts.views.term import term_edit
from contracts.views.term_add import term_add
from contracts.views.term_count import term_count
from contracts.views.term_remove import term_remove
from contracts.views.term_type import term_type

app_name = "contracts"
urlpatterns = [
    path("deals/new/", deal_new, name="deal_new"),
    path("deals/<deal:serial>/edit/", deal_edit, name="deal_edit"),
    path("deals/<deal:serial>/draft/", draft, name="draft"),
    path("deals/<deal:serial>/draft/terms/", term_add, name="term_add"),
    path("terms/<int:id>/", term_edit, name="term_edit"),
    path("terms/<int:id>/remove/", term_remove, name="term_remove"),
    path("terms/<int:id>/count/", term_count, name="term_count"),
    path("customers/", customers, name="customers"),
    path("customers/new/", customer_new, name="customer_new"),
    path("customers/<int:id>/", customer, name="customer"),
    path("concerns/", concerns, name="concerns"),
    path("concerns/<int:id>/owner/", concern_assign, name="concern_assign"),
    path("concerns/<int:id>/answer/", concern_answer, name="concern_answer"),
    path("playbook/", playbook, name="playbook"),
    path("playbook/<slug:code>/", term_type, name="term_type"),
]
