<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Bad', __DIR__);
