<?php

declare(strict_types=1);

namespace Acme\GiftWrap\Api;

/**
 * A module that is installed and switched off: its routes are not served.
 *
 * @api
 */
interface WrapListInterface
{
    /**
     * What a present can be wrapped in.
     *
     * @return string[]
     */
    public function getNames(): array;
}
