"""How what was true becomes what was written: typing, hearing, custom, haste, old papers and wrong boxes."""
