<?php

declare(strict_types=1);

namespace Acme\Sales\Api\Data;

/**
 * How many of an order line.
 *
 * @api
 */
interface ItemQuantityInterface
{
    /**
     * Get the line.
     *
     * @return int
     */
    public function getOrderItemId();

    /**
     * @param int $orderItemId
     * @return $this
     */
    public function setOrderItemId($orderItemId);

    /**
     * Get how many.
     *
     * @return float
     */
    public function getQty();

    /**
     * @param float $qty
     * @return $this
     */
    public function setQty($qty);
}
