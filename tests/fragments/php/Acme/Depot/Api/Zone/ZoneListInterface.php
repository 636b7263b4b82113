<?php
namespace Acme\Depot\Api\Zone;

interface ZoneListInterface
{
    /**
     * @param \Magento\Framework\Api\SearchCriteriaInterface $criteria
     * @param int $limit
     * @return \Magento\Framework\Api\SearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $criteria, $limit);
}
