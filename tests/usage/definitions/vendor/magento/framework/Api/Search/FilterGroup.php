<?php

declare(strict_types=1);

namespace Magento\Framework\Api\Search;

/**
 * Conditions of which one must hold.
 *
 * @api
 */
class FilterGroup
{
    /** @var array */
    private $data = [];

    /**
     * Get the conditions.
     *
     * @return \Magento\Framework\Api\Filter[]|null
     */
    public function getFilters()
    {
        return $this->data['filters'] ?? null;
    }

    /**
     * @param \Magento\Framework\Api\Filter[]|null $filters
     * @return $this
     */
    public function setFilters(?array $filters)
    {
        $this->data['filters'] = $filters;

        return $this;
    }
}
