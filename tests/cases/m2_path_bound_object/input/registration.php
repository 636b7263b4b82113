<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Cart', __DIR__);
