"""Many cases at once: tables in, letters out. Every row stands alone."""
