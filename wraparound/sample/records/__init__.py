"""What eight agencies hold of the area's people: whom each knows, since when, and how well it wrote it down."""
