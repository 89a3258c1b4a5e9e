"""Many cases at once: Arrow columns in, Arrow columns out. Needs the extra `cohort`."""
