"""The pages of post."""
