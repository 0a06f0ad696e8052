"""What agencies' systems ask of this service, instead of people in a browser: addresses, tokens, problems, a page."""
