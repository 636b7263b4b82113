<?php

declare(strict_types=1);

namespace Acme\Sales\Api;

/**
 * Orders: read, search, store.
 *
 * @api
 */
interface OrderRepositoryInterface
{
    /**
     * Get an order.
     *
     * @param int $id Its number.
     * @return \Acme\Sales\Api\Data\OrderInterface
     */
    public function get($id);

    /**
     * Search for orders.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria What to search for.
     * @return \Acme\Sales\Api\Data\OrderSearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $searchCriteria);

    /**
     * Store an order.
     *
     * @param \Acme\Sales\Api\Data\OrderInterface $entity The order.
     * @return \Acme\Sales\Api\Data\OrderInterface
     */
    public function save(\Acme\Sales\Api\Data\OrderInterface $entity);
}
