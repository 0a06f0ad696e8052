"""Which records are the same child; families and households; involvements."""
