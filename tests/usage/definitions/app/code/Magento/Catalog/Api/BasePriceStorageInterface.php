<?php

namespace Magento\Catalog\Api;

/**
 * Prices of many products at once.
 *
 * @api
 */
interface BasePriceStorageInterface
{
    /**
     * Set prices; what comes back are those that were refused.
     *
     * @param \Magento\Catalog\Api\Data\BasePriceInterface[] $prices
     * @return \Magento\Catalog\Api\Data\PriceUpdateResultInterface[]
     */
    public function update(array $prices);
}
