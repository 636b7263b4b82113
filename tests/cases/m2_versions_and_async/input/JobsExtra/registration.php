<?php

\Magento\Framework\Component\ComponentRegistrar::register('module', 'Acme_JobsExtra', __DIR__);
