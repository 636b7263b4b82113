<?php

namespace Magento\Catalog\Api;

/**
 * Pictures of products.
 *
 * @api
 */
interface ProductAttributeMediaGalleryManagementInterface
{
    /**
     * Add a picture.
     *
     * @param string $sku
     * @param \Magento\Catalog\Api\Data\ProductAttributeMediaGalleryEntryInterface $entry
     * @return string
     */
    public function create($sku, \Magento\Catalog\Api\Data\ProductAttributeMediaGalleryEntryInterface $entry);

    /**
     * The pictures of a product.
     *
     * @param string $sku
     * @return \Magento\Catalog\Api\Data\ProductAttributeMediaGalleryEntryInterface[]
     */
    public function getList($sku);
}
