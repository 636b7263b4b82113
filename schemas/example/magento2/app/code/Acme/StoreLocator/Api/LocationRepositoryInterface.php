<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api;

/**
 * Locations: read, search, store, delete.
 *
 * @api
 */
interface LocationRepositoryInterface extends LocationReaderInterface
{
    /**
     * Store a location.
     *
     * @param \Acme\StoreLocator\Api\Data\LocationInterface $location The location.
     * @return \Acme\StoreLocator\Api\Data\LocationInterface
     */
    public function save(\Acme\StoreLocator\Api\Data\LocationInterface $location);

    /**
     * Store many locations in one go.
     *
     * @param \Acme\StoreLocator\Api\Data\LocationInterface[] $locations The locations.
     * @return \Acme\StoreLocator\Api\Data\LocationInterface[]
     */
    public function saveMany(array $locations);

    /**
     * Delete a location.
     *
     * @param int $locationId Its number.
     * @return bool
     */
    public function deleteById(int $locationId);
}
