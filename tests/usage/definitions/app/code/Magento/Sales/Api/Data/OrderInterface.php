<?php

namespace Magento\Sales\Api\Data;

/**
 * An order.
 *
 * @api
 */
interface OrderInterface extends \Magento\Framework\Api\ExtensibleDataInterface
{
    /**
     * Its number in the database.
     *
     * @return int|null
     */
    public function getEntityId();

    /**
     * @param int|null $entityId
     * @return $this
     */
    public function setEntityId($entityId);

    /**
     * The number that the customer sees.
     *
     * @return string|null
     */
    public function getIncrementId();

    /**
     * @param string|null $incrementId
     * @return $this
     */
    public function setIncrementId($incrementId);

    /**
     * Its status.
     *
     * @return string|null
     */
    public function getStatus();

    /**
     * @param string|null $status
     * @return $this
     */
    public function setStatus($status);

    /**
     * Where mail about it goes.
     *
     * @return string
     */
    public function getCustomerEmail();

    /**
     * @param string $customerEmail
     * @return $this
     */
    public function setCustomerEmail($customerEmail);

    /**
     * What is to be paid.
     *
     * @return float
     */
    public function getGrandTotal();

    /**
     * @param float $grandTotal
     * @return $this
     */
    public function setGrandTotal($grandTotal);

    /**
     * When it was placed, in UTC.
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
     * Its lines.
     *
     * @return \Magento\Sales\Api\Data\OrderItemInterface[]
     */
    public function getItems();

    /**
     * @param \Magento\Sales\Api\Data\OrderItemInterface[] $items
     * @return $this
     */
    public function setItems($items);

    /**
     * What other modules add.
     *
     * @return \Magento\Sales\Api\Data\OrderExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Magento\Sales\Api\Data\OrderExtensionInterface|null $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes($extensionAttributes);
}
