<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Note', __DIR__);
