<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

use Magento\Framework\Api\CustomAttributesDataInterface;

/**
 * Something the shop sells.
 *
 * @api
 */
interface ProductInterface extends CustomAttributesDataInterface
{
    public const SKU = 'sku';

    public const STATUS_ENABLED = '1';

    /**
     * Get the number the shop gave it.
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
     * Get the merchant's own key, unique in the shop.
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
     * Get what it is called in the store view asked for.
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
     * Get price of one piece in the store's base currency, before tax.
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
     * Get 1 when it is on sale, 2 when it is not.
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
     * Get `simple`, `virtual` or `bundle`.
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
     * Get weight in the unit that the shop is set to.
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
     * Tell whether it can be put into a cart now.
     *
     * @return bool
     */
    public function isSalable();

    /**
     * @param bool $salable
     * @return $this
     */
    public function setSalable($salable);

    /**
     * Tell whether a customer must choose options first.
     *
     * @return bool
     */
    public function hasOptions();

    /**
     * Get the categories it is shown in.
     *
     * @return int[]|null
     */
    public function getCategoryIds();

    /**
     * @param int[]|null $categoryIds
     * @return $this
     */
    public function setCategoryIds(?array $categoryIds);

    /**
     * Get lower prices for larger quantities.
     *
     * @return \Acme\Catalog\Api\Data\TierPriceInterface[]|null
     */
    public function getTierPrices();

    /**
     * @param \Acme\Catalog\Api\Data\TierPriceInterface[]|null $tierPrices
     * @return $this
     */
    public function setTierPrices(?array $tierPrices);

    /**
     * Get its pictures, in the order they are shown.
     *
     * @return \Acme\Catalog\Api\Data\MediaInterface[]|null
     */
    public function getMediaGallery();

    /**
     * @param \Acme\Catalog\Api\Data\MediaInterface[]|null $mediaGallery
     * @return $this
     */
    public function setMediaGallery(?array $mediaGallery);

    /**
     * Get the set of attributes that it has.
     *
     * @deprecated Ask for the attribute set by name instead.
     * @return int|null
     */
    public function getAttributeSetId();

    /**
     * @param int|null $attributeSetId
     * @return $this
     */
    public function setAttributeSetId($attributeSetId);

    /**
     * Get when it was made, in UTC.
     *
     * @return string|null
     */
    public function getCreatedAt();

    /**
     * @param string|null $createdAt
     * @return $this
     */
    public function setCreatedAt($createdAt);

    /**
     * Get when it was last changed, in UTC.
     *
     * @return string|null
     */
    public function getUpdatedAt();

    /**
     * @param string|null $updatedAt
     * @return $this
     */
    public function setUpdatedAt($updatedAt);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Catalog\Api\Data\ProductExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Catalog\Api\Data\ProductExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Catalog\Api\Data\ProductExtensionInterface $extensionAttributes);
}
