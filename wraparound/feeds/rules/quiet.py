"""When all records are linked once more, since some that arrived were judged only with those nearest."""

MANY = 1_000  # arrivals so judged after which no quiet hour is waited for


def is_quiet(hour: int, *, quiet: tuple[int, int]) -> bool:
    """Say whether an hour of the day is quiet: from the first until the other begins, over midnight too."""
    begins, ends = quiet
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def link_again(in_part: int, *, hour: int, quiet: tuple[int, int]) -> bool:
    """Say whether all records are to be linked once more, after so many arrivals that were judged in part."""
    return in_part >= MANY or (in_part > 0 and is_quiet(hour, quiet=quiet))
