"""Python names for everything in an `Api`: chosen once, checked for collisions, pinned by the lock file.

`assign` is the only door. A name depends on the thing it names; what else exists matters only when two things want the
same name, and then the earlier pin (a lock file's) wins, so that adding anything renames nothing.
"""

from codegen.symbols.assign import Symbols, assign
from codegen.symbols.qualified import QualifiedName
from codegen.symbols.reserved import Reserved

__all__ = ["QualifiedName", "Reserved", "Symbols", "assign"]
