"""Tests of Magento 2's REST from the side of a shop in memory."""
