"""The pages of what signed deals were really like."""

from tests.browser.place import Place, open_all, press

OUTCOME_PLACES = [
    Place("my check-ins", "members SUP", "/check-ins/"),
    Place("my check-ins, later", "members SUP", "/check-ins/?show=later"),
    Place("my check-ins, answered", "members FIN", "/check-ins/?show=answered"),
    Place("my check-ins, none", "maya", "/check-ins/"),
    Place("check-in, refused", "members SUP", "/check-ins/{asked_again}/", press("Save and go to the next")),
    Place("check-in, with what happened", "members SUP", "/check-ins/{asked_again}/", open_all),
    Place("check-in, answered", "members FIN", "/check-ins/{answered_check_in}/"),
    Place("check-in, to read", "maya", "/check-ins/{answered_check_in}/"),
    Place("check-in, too early", "members SUP", "/check-ins/{early_check_in}/"),
    Place("what it was really like", "desk", "/deals/{told}/outcomes/"),
    Place("deal, with what it was like", "maya", "/deals/{told}/"),
    Place("something happened, refused", "maya", "/deals/{told}/incidents/new/", press("Record it")),
    Place("never disclosed, refused", "desk", "/deals/{told}/undisclosed/new/", press("Add the term")),
    Place("import, refused", "desk", "/outcomes/import/", press("Look at it")),
    Place("import, to look at", "desk", "/outcomes/import/{good_import}/"),
    Place("import, with faults", "desk", "/outcomes/import/{bad_import}/"),
]
