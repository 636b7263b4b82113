<?php

declare(strict_types=1);

namespace Acme\Sales\Api\Data;

use Magento\Framework\Api\ExtensibleDataInterface;

/**
 * One line of an order.
 *
 * @api
 */
interface OrderItemInterface extends ExtensibleDataInterface
{
    /**
     * Get its number.
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
     * Get the order it belongs to.
     *
     * @return int|null
     */
    public function getOrderId();

    /**
     * @param int|null $orderId
     * @return $this
     */
    public function setOrderId($orderId);

    /**
     * Get what was bought.
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
     * Get what it was called then.
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
     * Get how many.
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
     * Get price of one piece.
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
     * Get price of the line.
     *
     * @return float|null
     */
    public function getRowTotal();

    /**
     * @param float|null $rowTotal
     * @return $this
     */
    public function setRowTotal($rowTotal);

    /**
     * Get the bundle that it is a part of.
     *
     * @return \Acme\Sales\Api\Data\OrderItemInterface|null
     */
    public function getParentItem();

    /**
     * @param \Acme\Sales\Api\Data\OrderItemInterface|null $parentItem
     * @return $this
     */
    public function setParentItem($parentItem);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Sales\Api\Data\OrderItemExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Sales\Api\Data\OrderItemExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Sales\Api\Data\OrderItemExtensionInterface $extensionAttributes);
}
