<?php

namespace Magento\Catalog\Api;

/**
 * What the shop sells.
 *
 * @api
 */
interface ProductRepositoryInterface
{
    /**
     * Create or change a product.
     *
     * @param \Magento\Catalog\Api\Data\ProductInterface $product
     * @param bool $saveOptions
     * @return \Magento\Catalog\Api\Data\ProductInterface
     */
    public function save(\Magento\Catalog\Api\Data\ProductInterface $product, $saveOptions = false);

    /**
     * Read a product.
     *
     * @param string $sku
     * @param bool $editMode
     * @param int|null $storeId
     * @return \Magento\Catalog\Api\Data\ProductInterface
     */
    public function get($sku, $editMode = false, $storeId = null);

    /**
     * Find products.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria
     * @return \Magento\Catalog\Api\Data\ProductSearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $searchCriteria);
}
