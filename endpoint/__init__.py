"""The web: one package a feature, and the ground that they share."""
