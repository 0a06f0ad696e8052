"""Who lives in the invented area: households, their children and adults, and what happened to them."""
