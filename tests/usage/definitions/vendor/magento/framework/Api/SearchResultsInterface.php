<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * A page of what a search found.
 *
 * @api
 */
interface SearchResultsInterface
{
    /**
     * Get what was found.
     *
     * @return \Magento\Framework\Api\ExtensibleDataInterface[]
     */
    public function getItems();

    /**
     * @param \Magento\Framework\Api\ExtensibleDataInterface[] $items
     * @return $this
     */
    public function setItems(array $items);

    /**
     * Get what was asked.
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
     * Get how many there are on all pages.
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
