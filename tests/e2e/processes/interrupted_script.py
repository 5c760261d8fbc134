"""A packed script that ends by an interrupt."""

raise KeyboardInterrupt
