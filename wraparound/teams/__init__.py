"""Seats in teams, and who takes work on for a child: asked, accepted by somebody named or refused with why."""
