"""What is done with agreements at the machine."""
