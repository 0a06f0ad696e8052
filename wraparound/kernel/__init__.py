"""What every other package stands on: identifiers, names, dates and working days, in plain Python."""
