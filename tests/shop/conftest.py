"""A shop in a process of its own, as the tests of Magento 1's REST clients have it."""

from tests.runtime.api2.conftest import shop_url as shop_url
