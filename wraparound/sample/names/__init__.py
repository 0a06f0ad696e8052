"""Names of fifteen naming traditions found in England: which exist, who is given them, how they get written."""
