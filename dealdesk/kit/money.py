"""Money as people read it. Amounts come in minor units (cents, or whole yen) with an ISO currency code."""

from decimal import ROUND_HALF_UP, Decimal

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
DECIMALS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "XAF": 0, "XOF": 0}
DECIMALS |= {"BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3, "IQD": 3, "LYD": 3}
STEPS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
SHORT_FROM = 10_000  # below this the whole amount is as short as its abbreviation
NBSP = "\u00a0"


def decimals_of(currency: str) -> int:
    """How many decimals the currency has: 2 unless listed otherwise (ISO 4217)."""
    return DECIMALS.get(currency, 2)


def major_units(minor: int, currency: str) -> Decimal:
    """The amount in whole units of the currency: 126000050 EUR is 1260000.50."""
    return Decimal(minor).scaleb(-decimals_of(currency))


def in_full(minor: int, currency: str) -> str:
    """€1,260,000; decimals only where there is something after the point."""
    amount = major_units(minor, currency)
    places = 0 if amount == amount.to_integral_value() else decimals_of(currency)
    return _signed(amount, f"{abs(amount):,.{places}f}", currency)


def in_short(minor: int, currency: str) -> str:
    """€1.26 M: three significant digits, for lists. Amounts below 10,000 are rounded to whole units."""
    amount = major_units(minor, currency)
    if abs(amount) < SHORT_FROM:
        whole = amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return _signed(whole, f"{abs(whole):,f}", currency)
    return _signed(amount, _abbreviated(abs(amount)), currency)


def _abbreviated(size: Decimal) -> str:
    rounded = _three_digits(size)
    for step, unit in STEPS:
        if rounded >= step:
            digits = f"{rounded / step:f}"
            tidy = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return f"{tidy}{NBSP}{unit}"
    return f"{rounded:,f}"


def _three_digits(size: Decimal) -> Decimal:
    return size.quantize(Decimal(1).scaleb(size.adjusted() - 2), rounding=ROUND_HALF_UP) + 0


def _signed(amount: Decimal, digits: str, currency: str) -> str:
    sign = "−" if amount < 0 else ""
    mark = SYMBOLS.get(currency) or f"{currency}{NBSP}"
    return f"{sign}{mark}{digits}"
