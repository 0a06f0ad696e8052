"""Services as Open Referral UK writes them: the UK's profile of the Human Services Data Specification (HSDS) 3."""

from wraparound.directory.rules.open_referral.reading import Unreadable, read_file
from wraparound.directory.rules.open_referral.writing import Written, page_of, taxonomies, terms, written

__all__ = ["Unreadable", "Written", "page_of", "read_file", "taxonomies", "terms", "written"]
