"""The count of the verdicts."""


class Tally:
    """Counts what passed and tells what failed."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, name: str, complaints: list[str]) -> None:
        """One verdict; no complaint means passed."""
        if not complaints:
            self.passed += 1
            return
        self.failed += 1
        shown = "".join(f"\n    {line}" for line in complaints[:8])
        more = f"\n    and {len(complaints) - 8} more" if len(complaints) > 8 else ""
        print(f"FAILED {name}{shown}{more}", flush=True)
