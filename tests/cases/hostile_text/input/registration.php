<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Evil', __DIR__);
