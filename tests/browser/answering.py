"""What somebody does on a review's page, for stories that are about what comes after it."""

from playwright.sync_api import Locator, Page


def answer_on_the_page(page: Page, level: int, verdict: str = "Deliverable", sure: str = "Sure") -> None:
    choices(page, "How hard is this").nth(level - 1).check()
    choices(page, "How sure are you").and_(page.get_by_label(sure)).check()
    choices(page, "Your verdict").and_(page.get_by_label(verdict)).check()


def choices(page: Page, question: str) -> Locator:
    return page.get_by_role("group", name=question).get_by_role("radio")
