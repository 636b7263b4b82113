<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Mix', __DIR__);
