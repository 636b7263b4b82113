<?php

declare(strict_types=1);

namespace Acme\Sales\Api\Data;

use Magento\Framework\Api\SearchResultsInterface;

/**
 * A page of orders.
 *
 * @api
 */
interface OrderSearchResultsInterface extends SearchResultsInterface
{
    /**
     * Get the orders of this page.
     *
     * @return \Acme\Sales\Api\Data\OrderInterface[]
     */
    public function getItems();

    /**
     * @param \Acme\Sales\Api\Data\OrderInterface[] $items
     * @return $this
     */
    public function setItems(array $items);
}
