<?php

namespace Magento\Sales\Api\Data;

/**
 * A line to invoice.
 *
 * @api
 */
interface InvoiceItemCreationInterface
{
    /**
     * The line of the order.
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
