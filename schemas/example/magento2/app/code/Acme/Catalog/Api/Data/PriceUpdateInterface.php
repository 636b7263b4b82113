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
     * The product.
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
     * Its price from now on.
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
     * The store view it holds for.
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
