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
     * The line.
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
     * How many.
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
