"""Magento 2's REST API: its operations, bulk jobs, field filters and XML answers."""
