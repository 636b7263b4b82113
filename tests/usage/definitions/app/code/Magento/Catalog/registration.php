<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Magento_Catalog', __DIR__);
