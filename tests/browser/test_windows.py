"""The windows of these tests notice what they are there to notice."""

import pytest

from tests.browser.windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADD = "document.body.insertAdjacentHTML('beforeend', '{}')"
MISHAPS = {
    "a script error": ("pageerror", "setTimeout(() => missing.part(), 0)"),
    "inline style": ("console", ADD.format('<p style="color: red">Red</p>')),
    "a picture from elsewhere": ("console", ADD.format('<img src="http://x.example/x.png" alt="">')),
    "a missing file": ("response", ADD.format('<img src="/static/none.png" alt="">')),
}


@pytest.mark.parametrize("mishap", MISHAPS)
def test_a_window_complains_of(windows: Windows, mishap: str) -> None:
    event, script = MISHAPS[mishap]
    page = windows.open()
    page.goto("/verify/")
    with page.expect_event(event):
        page.evaluate(script)
    assert windows.new_complaints()
