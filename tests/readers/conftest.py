"""The generated clients that show what a reader understood."""

from tests.runtime.api2.conftest import openmage as openmage
from tests.runtime.api2.conftest import shop_package as shop_package
