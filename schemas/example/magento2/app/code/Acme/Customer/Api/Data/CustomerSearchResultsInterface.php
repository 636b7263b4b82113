<?php

declare(strict_types=1);

namespace Acme\Customer\Api\Data;

use Magento\Framework\Api\SearchResultsInterface;

/**
 * A page of customers.
 *
 * @api
 */
interface CustomerSearchResultsInterface extends SearchResultsInterface
{
    /**
     * Get the customers of this page.
     *
     * @return \Acme\Customer\Api\Data\CustomerInterface[]
     */
    public function getItems();

    /**
     * @param \Acme\Customer\Api\Data\CustomerInterface[] $items
     * @return $this
     */
    public function setItems(array $items);
}
