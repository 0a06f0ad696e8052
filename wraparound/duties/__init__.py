"""What is owed, by which agency and person, to whom, why, by when, and the answer."""
