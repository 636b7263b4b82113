<?php

declare(strict_types=1);

namespace Acme\Sales\Api\Data;

use Magento\Framework\Api\ExtensibleDataInterface;

/**
 * What somebody bought.
 *
 * @api
 */
interface OrderInterface extends ExtensibleDataInterface
{
    /**
     * Get its number in the database.
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
     * Get the number on the invoice.
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
     * Get where it is in its life.
     *
     * @return string|null
     */
    public function getState();

    /**
     * @param string|null $state
     * @return $this
     */
    public function setState($state);

    /**
     * Get the same in the merchant's words.
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
     * Get who bought; nothing for a guest.
     *
     * @return int|null
     */
    public function getCustomerId();

    /**
     * @param int|null $customerId
     * @return $this
     */
    public function setCustomerId($customerId);

    /**
     * Get where mail about it goes.
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
     * Get what is paid in all.
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
     * Get the same in the base currency.
     *
     * @return float
     */
    public function getBaseGrandTotal();

    /**
     * @param float $baseGrandTotal
     * @return $this
     */
    public function setBaseGrandTotal($baseGrandTotal);

    /**
     * Get three-letter currency code.
     *
     * @return string|null
     */
    public function getOrderCurrencyCode();

    /**
     * @param string|null $orderCurrencyCode
     * @return $this
     */
    public function setOrderCurrencyCode($orderCurrencyCode);

    /**
     * Get what was bought.
     *
     * @return \Acme\Sales\Api\Data\OrderItemInterface[]
     */
    public function getItems();

    /**
     * @param \Acme\Sales\Api\Data\OrderItemInterface[] $items
     * @return $this
     */
    public function setItems(array $items);

    /**
     * Get what happened so far.
     *
     * @return \Acme\Sales\Api\Data\StatusHistoryInterface[]|null
     */
    public function getStatusHistories();

    /**
     * @param \Acme\Sales\Api\Data\StatusHistoryInterface[]|null $statusHistories
     * @return $this
     */
    public function setStatusHistories(?array $statusHistories);

    /**
     * Get when it was placed, in UTC.
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
     * Get what other modules add.
     *
     * @return \Acme\Sales\Api\Data\OrderExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Sales\Api\Data\OrderExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Sales\Api\Data\OrderExtensionInterface $extensionAttributes);
}
