<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * What to search for, in which order, and which page of it.
 *
 * @api
 */
interface SearchCriteriaInterface
{
    /**
     * Get groups that must all hold.
     *
     * @return \Magento\Framework\Api\Search\FilterGroup[]
     */
    public function getFilterGroups();

    /**
     * @param \Magento\Framework\Api\Search\FilterGroup[] $filterGroups
     * @return $this
     */
    public function setFilterGroups(array $filterGroups);

    /**
     * Get the order.
     *
     * @return \Magento\Framework\Api\SortOrder[]|null
     */
    public function getSortOrders();

    /**
     * @param \Magento\Framework\Api\SortOrder[]|null $sortOrders
     * @return $this
     */
    public function setSortOrders(?array $sortOrders);

    /**
     * Get how many a page has.
     *
     * @return int|null
     */
    public function getPageSize();

    /**
     * @param int|null $pageSize
     * @return $this
     */
    public function setPageSize($pageSize);

    /**
     * Get which page, counted from 1.
     *
     * @return int|null
     */
    public function getCurrentPage();

    /**
     * @param int|null $currentPage
     * @return $this
     */
    public function setCurrentPage($currentPage);
}
