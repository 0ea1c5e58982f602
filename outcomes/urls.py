"""Addresses of what comes after the signature."""

from django.urls import URLPattern, path

from outcomes.views.after_signature import after_signature
from outcomes.views.calibrations import calibration, calibration_list, propose
from outcomes.views.check_in import check_in, check_in_nothing
from outcomes.views.check_ins import check_ins
from outcomes.views.deal_outcomes import deal_outcomes
from outcomes.views.handover import handover
from outcomes.views.importing import import_preview, import_sample, outcome_import
from outcomes.views.incidents import incident_new, incident_strike
from outcomes.views.obligation import (
    obligation,
    obligation_finish,
    obligation_hand_over,
    obligation_reopen,
    obligation_waive,
)
from outcomes.views.obligations import obligations
from outcomes.views.precedents import precedents
from outcomes.views.renewal import renewal, renewal_open, renewal_settle
from outcomes.views.renewals import renewals
from outcomes.views.undisclosed import undisclosed_new

app_name = "outcomes"
urlpatterns: list[URLPattern] = [
    path("check-ins/", check_ins, name="check_ins"),
    path("check-ins/<int:id>/", check_in, name="check_in"),
    path("check-ins/<int:id>/nothing/", check_in_nothing, name="check_in_nothing"),
    path("outcomes/import/", outcome_import, name="outcome_import"),
    path("outcomes/import/<int:id>/", import_preview, name="import_preview"),
    path("outcomes/import/sample.csv", import_sample, name="import_sample"),
    path("deals/<deal:serial>/outcomes/", deal_outcomes, name="deal_outcomes"),
    path("deals/<deal:serial>/incidents/new/", incident_new, name="incident_new"),
    path("incidents/<int:id>/strike/", incident_strike, name="incident_strike"),
    path("deals/<deal:serial>/undisclosed/new/", undisclosed_new, name="undisclosed_new"),
    path("calibration/", calibration_list, name="calibrations"),
    path("calibration/<int:id>/", calibration, name="calibration"),
    path("calibration/<int:id>/propose/", propose, name="propose_calibration"),
    path("deals/<deal:serial>/handover/", handover, name="handover"),
    path("deals/<deal:serial>/after-signature/", after_signature, name="after_signature"),
    path("obligations/", obligations, name="obligations"),
    path("obligations/<int:id>/", obligation, name="obligation"),
    path("obligations/<int:id>/finish/", obligation_finish, name="obligation_finish"),
    path("obligations/<int:id>/waive/", obligation_waive, name="obligation_waive"),
    path("obligations/<int:id>/hand-over/", obligation_hand_over, name="obligation_hand_over"),
    path("obligations/<int:id>/reopen/", obligation_reopen, name="obligation_reopen"),
    path("renewals/", renewals, name="renewals"),
    path("renewals/<int:id>/", renewal, name="renewal"),
    path("renewals/<int:id>/open/", renewal_open, name="renewal_open"),
    path("renewals/<int:id>/settle/", renewal_settle, name="renewal_settle"),
    path("precedents/", precedents, name="precedents"),
]
