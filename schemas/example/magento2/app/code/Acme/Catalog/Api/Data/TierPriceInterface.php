<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

/**
 * A price from some quantity on.
 *
 * @api
 */
interface TierPriceInterface
{
    /**
     * Get the customer group that gets it.
     *
     * @return int
     */
    public function getCustomerGroupId();

    /**
     * @param int $customerGroupId
     * @return $this
     */
    public function setCustomerGroupId($customerGroupId);

    /**
     * Get the least quantity.
     *
     * @return float
     */
    public function getQty();

    /**
     * @param float $qty
     * @return $this
     */
    public function setQty($qty);

    /**
     * Get the price of one piece.
     *
     * @return float
     */
    public function getValue();

    /**
     * @param float $value
     * @return $this
     */
    public function setValue($value);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Catalog\Api\Data\TierPriceExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Catalog\Api\Data\TierPriceExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Catalog\Api\Data\TierPriceExtensionInterface $extensionAttributes);
}
