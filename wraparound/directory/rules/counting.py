"""How need that found no service is counted: by groups of age, and small numbers of children kept small."""

from wraparound.directory.words import AgeGroup

FEW = 5  # fewer children than this are told as "fewer than 5"
_UNTIL = ((1, AgeGroup.UNDER_1), (5, AgeGroup.TO_4), (11, AgeGroup.TO_10), (16, AgeGroup.TO_15), (18, AgeGroup.TO_17))


def age_group(age: int | None) -> AgeGroup:
    """Give the group of an age in whole years; an unborn child's age is below nought."""
    if age is None:
        return AgeGroup.UNKNOWN
    return next((group for until, group in _UNTIL if age < until), AgeGroup.GROWN)


def counted(count: int, *, exactly: bool) -> tuple[int, str]:
    """Give a count of children as its reader may have it: as a number to draw, and in words.

    Who plans has it exactly. Anyone else has it to the nearest five, and few as "fewer than 5", so that no sum and no
    difference of what is shown gives a child away.
    """
    if exactly:
        return count, f"{count:,}"
    if count == 0:
        return 0, "0"
    if count < FEW:
        return FEW // 2, f"fewer than {FEW}"
    near = FEW * ((count + FEW // 2) // FEW)
    return near, f"about {near:,}"
