"""The base of the generated models, and how answers become models and models become requests."""
