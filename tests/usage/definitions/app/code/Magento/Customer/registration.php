<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Magento_Customer', __DIR__);
