<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api;

/**
 * Locations: read only.
 *
 * @api
 */
interface LocationReaderInterface
{
    /**
     * Get a location.
     *
     * @param int $locationId Its number.
     * @return \Acme\StoreLocator\Api\Data\LocationInterface
     */
    public function getById(int $locationId);

    /**
     * Get a location by its code.
     *
     * @param string $code The code.
     * @return \Acme\StoreLocator\Api\Data\LocationInterface
     */
    public function getByCode(string $code);

    /**
     * Search for locations.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $criteria What to search for.
     * @return \Acme\StoreLocator\Api\Data\LocationSearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $criteria);
}
