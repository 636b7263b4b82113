"""The names of the files that Magento 1's web services are declared in."""

from __future__ import annotations

API_FILES = ("wsi.xml", "wsdl.xml", "wsdl2.xml", "api.xml")
"""The files in a module's `etc` folder that declare web services."""

DECLARATIONS = "app/etc/modules"
"""The folder of the files that say which modules there are."""

FILES = (*API_FILES, f"{DECLARATIONS}/*.xml", "Config.php")
"""All that is looked for: Mage_Core's `Config.php` tells the order of an OpenMage's own modules."""
