<?php

declare(strict_types=1);

namespace Acme\Catalog\Api;

/**
 * Products: read, search, store, delete.
 *
 * @api
 */
interface ProductRepositoryInterface
{
    /**
     * Create a product, or replace the one with this SKU.
     *
     * @param \Acme\Catalog\Api\Data\ProductInterface $product The product.
     * @param bool $saveOptions Whether options are stored with it.
     * @return \Acme\Catalog\Api\Data\ProductInterface
     */
    public function save(\Acme\Catalog\Api\Data\ProductInterface $product, $saveOptions = false);

    /**
     * Get a product by its SKU.
     *
     * @param string $sku The SKU.
     * @param bool $editMode Whether to read it as the back office does.
     * @param int|null $storeId The store view to read it in.
     * @param bool $forceReload Whether to pass over what is cached.
     * @return \Acme\Catalog\Api\Data\ProductInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function get($sku, $editMode = false, $storeId = null, $forceReload = false);

    /**
     * Search for products.
     *
     * @param \Magento\Framework\Api\SearchCriteriaInterface $searchCriteria What to search for.
     * @return \Acme\Catalog\Api\Data\ProductSearchResultsInterface
     */
    public function getList(\Magento\Framework\Api\SearchCriteriaInterface $searchCriteria);

    /**
     * Delete a product by its SKU.
     *
     * @param string $sku The SKU.
     * @return bool
     */
    public function deleteById($sku);
}
