"""The committed example packages, as their users have them."""
