<?php

namespace Magento\CatalogInventory\Api\Data;

/**
 * The stock of a product.
 *
 * @api
 */
interface StockItemInterface
{
    /**
     * Its number.
     *
     * @return int|null
     */
    public function getItemId();

    /**
     * @param int|null $itemId
     * @return $this
     */
    public function setItemId($itemId);

    /**
     * How many there are.
     *
     * @return float
     */
    public function getQty();

    /**
     * @param float $qty
     * @return $this
     */
    public function setQty($qty);

    /**
     * Whether it can be bought.
     *
     * @return bool
     */
    public function getIsInStock();

    /**
     * @param bool $isInStock
     * @return $this
     */
    public function setIsInStock($isInStock);

    /**
     * How many must stay.
     *
     * @return float
     */
    public function getMinQty();

    /**
     * @param float $minQty
     * @return $this
     */
    public function setMinQty($minQty);
}
