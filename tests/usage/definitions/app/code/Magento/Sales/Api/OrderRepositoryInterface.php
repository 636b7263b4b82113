<?php

namespace Magento\Sales\Api;

/**
 * Orders that were placed.
 *
 * @api
 */
interface OrderRepositoryInterface
{
    /**
     * Read an order.
     *
     * @param int $id
     * @return \Magento\Sales\Api\Data\OrderInterface
     */
    public function get($id);

    /**
     * Find orders.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria
     * @return \Magento\Sales\Api\Data\OrderSearchResultInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $searchCriteria);
}
