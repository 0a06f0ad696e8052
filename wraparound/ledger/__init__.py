"""What happened and who looked, append-only and hash-chained."""
