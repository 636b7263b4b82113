"""What touches the package's folder: formatting, the lock, and the writer."""
