"""Frame rates as rationals: what a stream says about itself, rounded to something a player and an editor can work with."""

from fractions import Fraction

STANDARD = tuple(
    Fraction(text) for text in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60", "120000/1001", "120")
)
DEFAULT = Fraction(30)
LOWEST, HIGHEST, USUAL = Fraction(1), Fraction(240), Fraction(60)


def sane_rate(average: Fraction | None, nominal: Fraction | None) -> Fraction:
    """One constant rate for a stream. `nominal`: the rate of its time stamps; `average`: what was counted. They differ where it varies.

    Agreeing rates are kept as they are. Where the rate varies, the nominal one is taken if it is a usual one (a recording that drops
    frames), else the standard rate nearest to the average.
    """
    known = [rate for rate in (average, nominal) if rate and LOWEST <= rate <= HIGHEST]
    if not known:
        return DEFAULT
    rate = known[0]
    if len(known) == 2 and known[0] == known[1] and rate.denominator <= 1001:
        return rate
    if nominal in STANDARD and nominal <= USUAL and rate >= nominal / 4:
        return nominal
    nearest = min(STANDARD, key=lambda standard: abs(standard - rate))
    if abs(nearest - rate) <= rate * Fraction(3, 100):
        return nearest
    return Fraction(max(1, round(rate)))


def rate_of(text: str) -> Fraction:
    """A rate as the timeline writes it ("30000/1001"); DEFAULT where it says none."""
    rate = Fraction(text or "0")
    return rate if rate > 0 else DEFAULT
