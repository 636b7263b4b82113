<?php

namespace Magento\Sales\Api\Data;

/**
 * A page of orders.
 *
 * @api
 */
interface OrderSearchResultInterface
{
    /**
     * The orders of this page.
     *
     * @return \Magento\Sales\Api\Data\OrderInterface[]
     */
    public function getItems();

    /**
     * @param \Magento\Sales\Api\Data\OrderInterface[] $items
     * @return $this
     */
    public function setItems($items);

    /**
     * What was asked.
     *
     * @return \Magento\Framework\Api\SearchCriteriaInterface
     */
    public function getSearchCriteria();

    /**
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria
     * @return $this
     */
    public function setSearchCriteria($searchCriteria);

    /**
     * How many there are on all pages.
     *
     * @return int
     */
    public function getTotalCount();

    /**
     * @param int $totalCount
     * @return $this
     */
    public function setTotalCount($totalCount);
}
