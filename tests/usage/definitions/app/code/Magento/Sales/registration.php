<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Magento_Sales', __DIR__);
