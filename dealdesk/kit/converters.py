"""Path converters: D-2093 in an address is the deal's serial 2093."""


class DealNumber:
    regex = r"D-[0-9]{1,12}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix("D-"))

    def to_url(self, value: int) -> str:
        return f"D-{value}"
