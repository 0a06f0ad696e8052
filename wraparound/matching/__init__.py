"""The matching engine: finds the same child in everyone's records, and says why."""
