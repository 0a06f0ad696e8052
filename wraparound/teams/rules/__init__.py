"""What may be done with work, who is in a team on a day, and how much work a seat has."""
