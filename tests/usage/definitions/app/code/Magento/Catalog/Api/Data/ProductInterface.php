<?php

namespace Magento\Catalog\Api\Data;

/**
 * A product.
 *
 * @api
 */
interface ProductInterface extends \Magento\Framework\Api\CustomAttributesDataInterface
{
    /**
     * Its number.
     *
     * @return int|null
     */
    public function getId();

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId($id);

    /**
     * Its key.
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
     * What it is called.
     *
     * @return string|null
     */
    public function getName();

    /**
     * @param string|null $name
     * @return $this
     */
    public function setName($name);

    /**
     * The attributes that it has.
     *
     * @return int|null
     */
    public function getAttributeSetId();

    /**
     * @param int|null $attributeSetId
     * @return $this
     */
    public function setAttributeSetId($attributeSetId);

    /**
     * What it costs.
     *
     * @return float|null
     */
    public function getPrice();

    /**
     * @param float|null $price
     * @return $this
     */
    public function setPrice($price);

    /**
     * 1: for sale, 2: not.
     *
     * @return int|null
     */
    public function getStatus();

    /**
     * @param int|null $status
     * @return $this
     */
    public function setStatus($status);

    /**
     * Its kind.
     *
     * @return string|null
     */
    public function getTypeId();

    /**
     * @param string|null $typeId
     * @return $this
     */
    public function setTypeId($typeId);

    /**
     * How heavy it is.
     *
     * @return float|null
     */
    public function getWeight();

    /**
     * @param float|null $weight
     * @return $this
     */
    public function setWeight($weight);

    /**
     * What other modules add.
     *
     * @return \Magento\Catalog\Api\Data\ProductExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Magento\Catalog\Api\Data\ProductExtensionInterface|null $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes($extensionAttributes);

    /**
     * Its pictures.
     *
     * @return \Magento\Catalog\Api\Data\ProductAttributeMediaGalleryEntryInterface[]|null
     */
    public function getMediaGalleryEntries();

    /**
     * @param \Magento\Catalog\Api\Data\ProductAttributeMediaGalleryEntryInterface[]|null $mediaGalleryEntries
     * @return $this
     */
    public function setMediaGalleryEntries($mediaGalleryEntries);
}
