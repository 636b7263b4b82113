<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Magento_CatalogInventory', __DIR__);
