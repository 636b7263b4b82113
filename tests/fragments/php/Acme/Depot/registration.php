<?php

use Magento\Framework\Component\ComponentRegistrar as Registrar;

Registrar::register(Registrar::MODULE, 'Acme_Depot', __DIR__);
