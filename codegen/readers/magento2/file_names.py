"""The names of the files that Magento 2's definitions are in."""

from __future__ import annotations

DEFINITIONS = ("webapi.xml", "webapi_async.xml", "extension_attributes.xml")
MODULE = "module.xml"
FILES = (*DEFINITIONS, MODULE, "di.xml", "composer.json", "*.php")
"""All that is looked for: PHP files hold contracts, registrations and which modules are on, `di.xml` preferences."""
