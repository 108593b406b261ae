"""The count of verdicts."""

SHOWN_COMPLAINTS = 8


class Tally:
    """Counts the verdicts that passed and prints those that failed."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, name: str, complaints: list[str]) -> None:
        """Records one verdict, which passes if there are no complaints."""
        if not complaints:
            self.passed += 1
            return
        self.failed += 1
        shown = "".join(f"\n    {line}" for line in complaints[:SHOWN_COMPLAINTS])
        rest = len(complaints) - SHOWN_COMPLAINTS
        more = f"\n    and {rest} more" if rest > 0 else ""
        print(f"FAILED {name}{shown}{more}", flush=True)

    def check_rejected(self, name: str, is_rejected: object) -> None:
        """Records that something broken on purpose must have been rejected."""
        self.check(name, [] if is_rejected else ["it was accepted"])

    def check_aloud(self, name: str, complaints: list[str]) -> None:
        """Records a verdict and prints it even if it passes."""
        self.check(name, complaints)
        if not complaints:
            print(f"passed {name}", flush=True)

    def finish(self) -> int:
        """Prints the closing line and returns the exit status; a run without verdicts fails."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.passed and not self.failed else 1
