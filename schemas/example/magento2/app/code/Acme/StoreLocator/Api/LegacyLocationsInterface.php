<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api;

/**
 * Locations as the first version of this module answered them.
 *
 * @api
 * @deprecated Search for locations instead.
 */
interface LegacyLocationsInterface
{
    /**
     * The names of all locations.
     *
     * @return string[]
     */
    public function getNames();
}
