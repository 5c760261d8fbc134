"""The chemical elements: look them up, list them, weigh a formula."""
