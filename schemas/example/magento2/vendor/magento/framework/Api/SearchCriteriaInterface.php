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
     * Groups that must all hold.
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
     * The order.
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
     * How many a page has.
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
     * Which page, counted from 1.
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
