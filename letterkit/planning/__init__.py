"""Says where a case stands, what to do next and by when. Pure: the day and the zone are given."""

from letterkit.planning.making import plan

__all__ = ["plan"]
