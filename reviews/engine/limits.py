"""The ranges of input the engine accepts. Outside of them is a typing error, not a deal."""

MOST_VALUE = 10**15  # minor currency units
MOST_MONTHS = 600
MOST_MINUTES = 10**8  # of one estimate; about 800 person-years
MOST_LOAD_MINUTES = 10**10  # of one function in one month
MOST_CELLS = 5_000
MOST_CALENDAR_MONTHS = 120
LEVEL_TENTHS = (10, 50)
CONFIDENCE_PER_CENT = (20, 100)

NAME = r"[^\x00-\x1f\x7f]{1,80}"
FUNCTION_CODE = r"[A-Z][A-Z0-9]{1,7}"
POLICY_ID = r"[a-z0-9][a-z0-9-]{0,62}"
