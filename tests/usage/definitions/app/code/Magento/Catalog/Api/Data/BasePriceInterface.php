<?php

namespace Magento\Catalog\Api\Data;

/**
 * A price of a product.
 *
 * @api
 */
interface BasePriceInterface
{
    /**
     * What it costs.
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
     * Where it costs that.
     *
     * @return int
     */
    public function getStoreId();

    /**
     * @param int $storeId
     * @return $this
     */
    public function setStoreId($storeId);

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
}
