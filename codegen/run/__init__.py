"""One run for one client: the sources' Api, the package made of it, and whether what is on disk is fresh."""
