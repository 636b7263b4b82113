<?php

namespace Magento\Sales\Api\Data;

/**
 * A line of an order.
 *
 * @api
 */
interface OrderItemInterface extends \Magento\Framework\Api\ExtensibleDataInterface
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
     * What was bought.
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
     * How many.
     *
     * @return float|null
     */
    public function getQtyOrdered();

    /**
     * @param float|null $qtyOrdered
     * @return $this
     */
    public function setQtyOrdered($qtyOrdered);

    /**
     * What one costs.
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
     * What other modules add.
     *
     * @return \Magento\Sales\Api\Data\OrderItemExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Magento\Sales\Api\Data\OrderItemExtensionInterface|null $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes($extensionAttributes);
}
