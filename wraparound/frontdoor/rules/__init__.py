"""The front door's decisions and sums: no clock, no database."""
