"""Every read of post."""

from wraparound.post.queries.names import names_told, phone_of_asker

__all__ = ["names_told", "phone_of_asker"]
