<?php

namespace Magento\CatalogInventory\Api;

/**
 * What is in stock.
 *
 * @api
 */
interface StockRegistryInterface
{
    /**
     * Read the stock of a product.
     *
     * @param string $productSku
     * @param int $scopeId
     * @return \Magento\CatalogInventory\Api\Data\StockItemInterface
     */
    public function getStockItemBySku($productSku, $scopeId = null);

    /**
     * Change the stock of a product.
     *
     * @param string $productSku
     * @param \Magento\CatalogInventory\Api\Data\StockItemInterface $stockItem
     * @return int
     */
    public function updateStockItemBySku($productSku, \Magento\CatalogInventory\Api\Data\StockItemInterface $stockItem);
}
