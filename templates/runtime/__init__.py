"""What every generated client is built on: transport, authentication, codecs and errors.

These files are the same in every generated package. Nothing is imported here, so that a package pays only for what
it uses.
"""

__version__ = "0.1.0"
"""The version of the generator that these files belong to."""

PACKAGE = __name__.removesuffix("._runtime")
"""The dotted name of the package that holds these files: the name of its logger."""
