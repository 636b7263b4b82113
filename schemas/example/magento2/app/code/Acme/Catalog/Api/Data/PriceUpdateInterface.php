<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

/**
 * A new price of one product.
 *
 * @api
 */
interface PriceUpdateInterface
{
    /**
     * Get the product.
     *
     * @return string
     */
    public function getSku();

    /**
     * @param string $sku
     * @return $this
     */
    public function setSku($sku);

    /**
     * Get its price from now on.
     *
     * @return float
     */
    public function getPrice();

    /**
     * @param float $price
     * @return $this
     */
    public function setPrice($price);

    /**
     * Get the store view it holds for.
     *
     * @return int
     */
    public function getStoreId();

    /**
     * @param int $storeId
     * @return $this
     */
    public function setStoreId($storeId);
}
