"""Local services of any organisation: who each is for, how to reach it, whether it has places, and who confirmed it."""
