"""An invented population: households, children and the records eight agencies hold of them."""
