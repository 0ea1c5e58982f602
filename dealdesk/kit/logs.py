"""What must not stand in a log: the addresses that mails carry, because whoever has one may decide."""

import logging
import re

SECRET_ADDRESS = re.compile(r"(/act/)[\w-]+")


class WithoutMailLinks(logging.Filter):
    """Take the token out of every address of a mail link, whoever writes it into a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/act/" in said:
            record.msg, record.args = SECRET_ADDRESS.sub(r"\1…", said), None
        return True
