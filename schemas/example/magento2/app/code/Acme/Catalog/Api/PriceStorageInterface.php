<?php

declare(strict_types=1);

namespace Acme\Catalog\Api;

/**
 * Prices of many products at once.
 *
 * @api
 */
interface PriceStorageInterface
{
    /**
     * Prices of the products with these SKUs.
     *
     * @param string[] $skus The SKUs.
     * @return float[]
     */
    public function get(array $skus);

    /**
     * Set prices; what could not be set is answered.
     *
     * @param \Acme\Catalog\Api\Data\PriceUpdateInterface[] $prices The new prices.
     * @return string[]
     */
    public function update(array $prices);
}
