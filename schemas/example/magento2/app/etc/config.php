<?php

return [
    'modules' => [
        'Acme_Catalog' => 1,
        'Acme_Customer' => 1,
        'Acme_Sales' => 1,
        'Acme_StoreLocator' => 1,
        'Acme_GiftWrap' => 0,
    ],
];
