"""The services of an Api as every target shows them."""
