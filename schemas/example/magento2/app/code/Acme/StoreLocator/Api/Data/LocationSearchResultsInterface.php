<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api\Data;

use Magento\Framework\Api\SearchResultsInterface;

/**
 * A page of locations.
 *
 * @api
 */
interface LocationSearchResultsInterface extends SearchResultsInterface
{
    /**
     * Get the locations of this page.
     *
     * @return \Acme\StoreLocator\Api\Data\LocationInterface[]
     */
    public function getItems();

    /**
     * @param \Acme\StoreLocator\Api\Data\LocationInterface[] $items
     * @return $this
     */
    public function setItems(array $items);
}
