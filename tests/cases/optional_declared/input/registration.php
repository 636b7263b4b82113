<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_Offers', __DIR__);
