"""One module a command; each offers a `command`."""
