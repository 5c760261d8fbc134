"""Shows what is in an executable or in packed resources, and audits it."""
