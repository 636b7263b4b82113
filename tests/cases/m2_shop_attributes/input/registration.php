<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Tools', __DIR__);
