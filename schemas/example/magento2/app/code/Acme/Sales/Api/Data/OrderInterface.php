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
     * The number on the invoice.
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
     * Where it is in its life.
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
     * The same in the merchant's words.
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
     * Who bought; nothing for a guest.
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
     * What is paid in all.
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
     * The same in the base currency.
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
     * Three-letter currency code.
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
     * What was bought.
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
     * What happened so far.
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
     * What other modules add.
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
