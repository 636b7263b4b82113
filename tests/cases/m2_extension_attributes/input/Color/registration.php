<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Color', __DIR__);
