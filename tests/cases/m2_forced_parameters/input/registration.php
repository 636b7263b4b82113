<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Club', __DIR__);
