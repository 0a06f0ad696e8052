"""The ledger's commands: sign what is over, and hold the ledger against what was signed."""
