"""What more than one tool needs, and nothing else."""
