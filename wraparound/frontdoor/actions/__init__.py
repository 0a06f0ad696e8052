"""What somebody does at the front door, and what the service writes down of it."""
