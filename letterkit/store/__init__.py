"""Cases and what was done with them, kept on this computer."""
