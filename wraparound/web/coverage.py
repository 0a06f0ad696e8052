"""What a search covers: the area's feeds and how fresh each is, agencies without one, and whom to telephone."""

from datetime import datetime

from wraparound.agencies.queries import directory
from wraparound.agencies.queries.directory import Listed
from wraparound.agencies.words import AgencyType, Way
from wraparound.feeds.queries import feeds_with_their_newest_load
from wraparound.feeds.rules import lateness
from wraparound.identity.words import Coverage, Searched, ToAsk


class Covers:
    """Knows the area's feeds and its directory of agencies."""

    def of(self, agency: str = "", *, at: datetime) -> Coverage:
        """Give what a search covers, in all feeds or in one agency's. Cost: two queries."""
        found = [one for one in feeds_with_their_newest_load() if one.as_of]
        sending = {one.feed.agency.code for one in found}
        searched = [
            Searched(
                one.feed.name,
                one.feed.agency.name,
                one.as_of,
                lateness(one.as_of, late_after_days=one.feed.late_after_days, on=at.date()).late,
            )
            for one in found
            if not agency or one.feed.agency.code == agency
        ]
        listed = directory(at)
        without = [_to_ask(one) for one in listed if one.agency.code not in sending]
        front = [_to_ask(one) for one in listed if one.agency.type == AgencyType.SOCIAL_CARE]
        return Coverage(searched, without, front)


def _to_ask(one: Listed) -> ToAsk:
    phones = [(point.name, point.value) for point in one.reach if point.way == Way.PHONE]
    return ToAsk(one.agency.name, one.now.words, phones)
