<?php

namespace Magento\Sales\Api;

/**
 * Invoices for orders.
 *
 * @api
 */
interface InvoiceOrderInterface
{
    /**
     * Invoice an order, or some of its lines.
     *
     * @param int $orderId
     * @param bool $capture
     * @param \Magento\Sales\Api\Data\InvoiceItemCreationInterface[] $items
     * @param bool $notify
     * @return int
     */
    public function execute($orderId, $capture = false, array $items = [], $notify = false);
}
