<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Jobs', __DIR__);
