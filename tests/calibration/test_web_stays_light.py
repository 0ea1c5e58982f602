"""numpy and scipy are the worker's: a web process must start without them."""

import subprocess
import sys

from django.conf import settings

START = "import django; django.setup(); import dealdesk.urls, dealdesk.wsgi, sys; "
HEAVY = "print(sorted({name.partition('.')[0] for name in sys.modules} & {'numpy', 'scipy'}))"


def test_the_web_process_loads_neither_numpy_nor_scipy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START + HEAVY], cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_worker_does_load_them() -> None:
    """So that the test above can fail."""
    done = subprocess.run(
        [sys.executable, "-c", START + "import outcomes.tasks; " + HEAVY],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['numpy', 'scipy']"
