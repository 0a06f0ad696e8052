"""What is said of a person read in one compiled call: names, dates, numbers and places as almost everybody has them.

What is rare (another script, a date in words, a foreign telephone number) is left to `prepared_values`, which says what
is right: for whatever is read here it makes the same.
"""
