<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Names', __DIR__);
